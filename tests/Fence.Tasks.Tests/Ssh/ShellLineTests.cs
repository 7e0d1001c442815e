using System.Diagnostics;
using CsCheck;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Ssh;

public sealed class ShellLineTests
{
    [Theory]
    [InlineData("kato", "kato")]
    [InlineData("docker/images", "docker/images")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("~", "'~'")]
    public void An_argument_is_quoted_only_where_a_shell_would_read_more_into_it(string argument, string quoted) =>
        Assert.Equal(quoted, ShellLine.Of([argument]));

    [Fact]
    public void A_real_shell_hands_over_exactly_the_arguments_that_were_given() =>
        Gen.String[Gen.Char[' ', '~'], 0, 20].Array[1, 4].Sample(arguments =>
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "printf '%s\\n' " + ShellLine.Of(arguments)])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var printed = shell.StandardOutput.ReadToEnd();
            Assert.Equal(string.Concat(arguments.Select(a => a + "\n")), printed);
        }, iter: 50, threads: 1);
}
