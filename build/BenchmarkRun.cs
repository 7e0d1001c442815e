using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>Compiles the benchmarks ahead of time, as build.sh does with the build, and runs them.</summary>
internal static class BenchmarkRun
{
    public static async Task ExecuteAsync(AbsolutePath root, CancellationToken cancellationToken)
    {
        var program = root / "artifacts" / "benchmarks" / "Fence.Benchmarks.dll";
        var published = await Dotnet.RunAsync(
            root,
            [
                "publish", "benchmarks/Fence.Benchmarks", "--configuration", "Release", "--use-current-runtime", "--nologo",
                "--verbosity", "quiet", "-p:RunAnalyzers=false", "--output", root / "artifacts" / "benchmarks",
            ],
            cancellationToken);
        if (!published)
            throw new InvalidOperationException("the benchmarks could not be built");
        if (!await Dotnet.RunAsync(root, [program, root], cancellationToken))
            throw new InvalidOperationException("a goal was missed; the numbers are above");
    }
}
