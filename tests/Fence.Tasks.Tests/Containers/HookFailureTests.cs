using Fence.Tasks.Containers;

namespace Fence.Tasks.Tests.Containers;

/// <summary>What programs say of a missing terminal or grant, in the words of several of their versions.</summary>
public sealed class HookFailureTests
{
    private static readonly LifeStep Step = new(LifeStage.Running, LifeStepKind.AdminHook, "pre-running", "pre-running, admin hook", "/etc/helion/hooks/pre-running");

    [Theory]
    [InlineData("sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper")]
    [InlineData("sudo: no tty present and no askpass program specified")]
    [InlineData("sudo: sorry, you must have a tty to run sudo")]
    [InlineData("sudo: a password is required")]
    [InlineData("helion is not in the sudoers file.  This incident will be reported.")]
    [InlineData("Sorry, user helion is not allowed to execute '/bin/ls' as root on 2a3b.")]
    [InlineData("/etc/helion/hooks/pre-running: line 3: sudo: command not found")]
    [InlineData("/etc/helion/hooks/pre-running: 3: sudo: not found")]
    [InlineData("sudo: effective uid is not 0, is sudo installed setuid root?")]
    [InlineData("sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set")]
    public void Sudo(string line) => Assert.Equal("FV016", Code(1, line));

    [Theory]
    [InlineData("stty: 'standard input': Inappropriate ioctl for device")]
    [InlineData("the input device is not a TTY")]
    [InlineData("/dev/tty: No such device or address")]
    [InlineData("TERM environment variable not set.")]
    [InlineData("mesg: ttyname failed: Inappropriate ioctl for device")]
    public void Terminal(string line) => Assert.Equal("FV015", Code(1, line));

    [Theory]
    [InlineData("curl: (6) Could not resolve host: pseudo.example.com")]
    [InlineData("the party is not at y")]
    [InlineData("pretty: failed")]
    public void Something_else(string line) => Assert.Equal("FV014", Code(1, line));

    [Fact]
    public void A_hook_that_succeeds_may_say_what_it_likes() => Assert.Null(Code(0, "sudo: a password is required"));

    [Fact]
    public void A_hook_that_did_not_end_is_told_as_that_whatever_it_said() => Assert.Equal("FV013", Code(null, "sudo: a password is required"));

    private static string? Code(int? exitCode, string line) =>
        HookFailure.Of(Step, exitCode, TimeSpan.FromSeconds(60), HookState.Ended, ["before", line])?.Code;
}
