using System.Diagnostics;
using System.Runtime.Versioning;

namespace Fence.Engine.Tests;

/// <summary>What is different where a person sits: colours, and questions for what is missing. The terminal is one that script makes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TerminalOfABuild : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task There_are_colours()
    {
        var (exitCode, screen) = await AtTerminalAsync("Fails");

        Assert.Equal(1, exitCode);
        Assert.Contains("\e[31mERR\e[0m", screen, StringComparison.Ordinal);
        Assert.Contains("\e[32mSucceeded  \e[0m", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task There_are_none_for_those_who_want_none(string variable, string value)
    {
        sample.Variables[variable] = value;

        Assert.DoesNotContain("\e[3", (await AtTerminalAsync("Fails")).Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_file_has_none()
    {
        await AtTerminalAsync("Fails");

        Assert.DoesNotContain('\e', sample.Read(Path.GetRelativePath(sample.Root, Directory.GetFiles(Path.Combine(sample.Root, ".nuke", "temp"), "build.*_*.log")[0])));
    }

    [Fact]
    public async Task A_missing_parameter_is_asked_for()
    {
        var (exitCode, screen) = await AtTerminalAsync(["Deploy", "--force"], typed: "7\n");

        Assert.Equal(0, exitCode);
        Assert.Contains("How many nodes there are (--nodes): ", screen, StringComparison.Ordinal);
        Assert.Contains("deployed to 7", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_a_value_is_refused_as_on_the_command_line()
    {
        var (exitCode, screen) = await AtTerminalAsync(["Deploy", "--force"], typed: "many\n");

        Assert.Equal(2, exitCode);
        Assert.Contains("error: 'many' is not possible for --nodes (typed); a whole number is expected", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_is_as_if_nobody_had_been_asked()
    {
        var (exitCode, screen) = await AtTerminalAsync(["Deploy", "--force"], typed: "\n");

        Assert.Equal(2, exitCode);
        Assert.Contains("error: Target Deploy requires --nodes", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_not_shown_while_it_is_typed_and_is_masked_from_then_on()
    {
        var (exitCode, screen) = await AtTerminalAsync(["Login"], typed: "geheimm\x7fnis\n", shows: "(--registry-password): ");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("geheim", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("nis", screen, StringComparison.Ordinal);
        Assert.Contains("password is ***", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public async Task On_a_server_nobody_is_asked_even_where_there_is_a_terminal(string variable, string value)
    {
        sample.Variables[variable] = value;

        var (exitCode, screen) = await AtTerminalAsync("Deploy", "--force");

        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("How many nodes there are (", screen, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Screen)> AtTerminalAsync(params string[] arguments) => AtTerminalAsync(arguments, typed: "");

    /// <summary>Runs the sample at a terminal, and types once it has shown what it is typed for.</summary>
    private async Task<(int ExitCode, string Screen)> AtTerminalAsync(string[] arguments, string typed, string shows = "): ")
    {
        var build = sample.Start(arguments);
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", string.Join(' ', build.ArgumentList.Prepend(build.FileName)), "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = build.WorkingDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in build.Environment) start.Environment[name] = value;
        start.Environment.TryAdd("TERM", "xterm");

        using var process = Process.Start(start)!;
        try
        {
            var screen = new System.Text.StringBuilder();
            var letters = new char[1024];
            while (await process.StandardOutput.ReadAsync(letters, TestContext.Current.CancellationToken) is var count and > 0)
            {
                screen.Append(letters, 0, count);
                if (typed.Length == 0 || !screen.ToString().Contains(shows, StringComparison.Ordinal)) continue;
                await process.StandardInput.WriteAsync(typed);
                await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                typed = "";
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, screen.ToString());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
