using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

public sealed class SudoersTests
{
    [Theory]
    [InlineData("helion ALL=(ALL) NOPASSWD: ALL", "/bin/x")]
    [InlineData("helion ALL = (root:root) NOPASSWD: SETENV: /bin/x", "/bin/x")]
    [InlineData("helion ALL = /bin/x, /bin/y", "/bin/y")]
    [InlineData("helion ALL = /bin/x, \\\n /bin/y", "/bin/y")]
    [InlineData("ALL ALL = /bin/x", "/bin/x")]
    [InlineData("a, helion ALL = /bin/x", "/bin/x")]
    [InlineData("User_Alias APPS = helion, other\nAPPS ALL = /bin/x", "/bin/x")]
    [InlineData("Cmnd_Alias TOOLS = /bin/x, /bin/y\nhelion ALL = NOPASSWD: TOOLS", "/bin/y")]
    [InlineData("helion ALL = /bin/x *", "/bin/x a b")]
    [InlineData("helion ALL = /bin/x a[0-9]?", "/bin/x a1z")]
    [InlineData("helion ALL = /bin/x k\\=v", "/bin/x k=v")]
    [InlineData("helion ALL = /bin/x \"\"", "/bin/x")]
    [InlineData("helion ALL = /bin/x", "x")]
    [InlineData("helion ALL = /opt/", "/opt/x")]
    public void Allows(string sudoers, string command) => Assert.True(Allow(sudoers, command));

    [Theory]
    [InlineData("", "/bin/x")]
    [InlineData("HELION ALL = /bin/x", "/bin/x")]
    [InlineData("other ALL = /bin/x", "/bin/x")]
    [InlineData("helion ALL = /bin/x", "/bin/xy")]
    [InlineData("helion ALL = /bin/x a", "/bin/x b")]
    [InlineData("helion ALL = /bin/x a", "/bin/x")]
    [InlineData("helion ALL = /bin/x \"\"", "/bin/x a")]
    [InlineData("helion ALL = ALL, !/bin/x", "/bin/x")]
    [InlineData("# helion ALL = ALL", "/bin/x")]
    [InlineData("%helion ALL = ALL", "/bin/x")]
    [InlineData("helion", "/bin/x")]
    [InlineData("Defaults!/bin/x x = y", "/bin/x")]
    public void Does_not_allow(string sudoers, string command) => Assert.False(Allow(sudoers, command));

    [Fact]
    public void Upper_case_users_that_nobody_defines_are_told() =>
        Assert.Equal("HELION", Assert.Single(Sudoers.Parse("User_Alias OPS = a\nOPS ALL = ALL\nHELION ALL= ALL\nHELION ALL= /x\nALL ALL = /y").UndefinedAliases));

    private static bool Allow(string sudoers, string command)
    {
        var words = command.Split(' ', 2);
        return Sudoers.Parse(sudoers).Allow("helion", words[0], words.Length == 2 ? words[1] : "", isComplete: true);
    }
}
