using CliWrap;
using CliWrap.Buffered;

namespace Fence.EndToEnd.Tests;

/// <summary>Plain commands of this machine.</summary>
internal static class Shell
{
    /// <summary>Runs one that must succeed.</summary>
    /// <returns>Its standard output, trimmed.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput.Trim();
    }
}
