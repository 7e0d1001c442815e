using CliWrap;
using Nuke.Common.IO;
using Serilog;

namespace Fence.Pipeline;

/// <summary>The <c>dotnet</c> command, with what it prints in this run's log.</summary>
internal static class Dotnet
{
    /// <summary>Runs it in a folder, to its end.</summary>
    /// <returns>Whether it succeeded.</returns>
    public static async Task<bool> RunAsync(AbsolutePath folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Log.Information("{Line:l}", line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Log.Warning("{Line:l}", line)))
            .ExecuteAsync(cancellationToken);
        return result.ExitCode == 0;
    }
}
