using CliWrap;
using Nuke.Common.IO;
using Serilog;

namespace Fence.Pipeline;

/// <summary>Builds the benchmarks for speed, and runs them.</summary>
internal static class BenchmarkRun
{
    public static async Task ExecuteAsync(AbsolutePath root, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments(["run", "--configuration", "Release", "--project", "benchmarks/Fence.Benchmarks", "--", root])
            .WithWorkingDirectory(root)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Log.Information("{Line:l}", line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Log.Warning("{Line:l}", line)))
            .ExecuteAsync(cancellationToken);
        if (result.ExitCode != 0)
            throw new InvalidOperationException("a goal was missed; the numbers are above");
    }
}
