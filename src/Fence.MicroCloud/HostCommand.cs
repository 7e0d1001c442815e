using System.Text;
using CliWrap;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud;

/// <summary>Runs programs of this machine; their failures become messages that say what the program said.</summary>
internal static class HostCommand
{
    private static readonly Dictionary<string, string?> Plain = new(StringComparer.Ordinal)
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <summary>Whether a program is on the PATH.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/sbin"])
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    /// <summary>Runs a program and returns what it printed.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        await RunAsync(program, arguments, PipeSource.Null, PipeTarget.ToStringBuilder(output), cancellationToken);
        return output.ToString();
    }

    /// <summary>Runs a program between a source and a target.</summary>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, PipeSource input, PipeTarget output, CancellationToken cancellationToken)
    {
        var errors = new StringBuilder();
        var command = Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(Plain)
            .WithStandardInputPipe(input)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithValidation(CommandResultValidation.None);
        var result = await command.ExecuteAsync(cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FC003", $"{command} ended with {result.ExitCode}: {LastLines(errors.ToString(), 5)}"));
        }
    }

    /// <summary>The last lines of a text, as one line.</summary>
    public static string LastLines(string text, int count) =>
        string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count));
}
