using CliWrap;
using Nuke.Common.IO;
using Serilog;

namespace Fence.Pipeline;

/// <summary>Compiles the benchmarks ahead of time, as build.sh does with the build, and runs them.</summary>
internal static class BenchmarkRun
{
    public static async Task ExecuteAsync(AbsolutePath root, CancellationToken cancellationToken)
    {
        var program = root / "artifacts" / "benchmarks" / "Fence.Benchmarks.dll";
        var published = await DotnetAsync(
            root,
            [
                "publish", "benchmarks/Fence.Benchmarks", "--configuration", "Release", "--use-current-runtime", "--nologo",
                "--verbosity", "quiet", "-p:RunAnalyzers=false", "--output", root / "artifacts" / "benchmarks",
            ],
            cancellationToken);
        if (!published)
            throw new InvalidOperationException("the benchmarks could not be built");
        if (!await DotnetAsync(root, [program, root], cancellationToken))
            throw new InvalidOperationException("a goal was missed; the numbers are above");
    }

    private static async Task<bool> DotnetAsync(AbsolutePath root, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(root)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Log.Information("{Line:l}", line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Log.Warning("{Line:l}", line)))
            .ExecuteAsync(cancellationToken);
        return result.ExitCode == 0;
    }
}
