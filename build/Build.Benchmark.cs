using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Benchmark => _ => _
        .Description("Measures validation beside ShellCheck, 2 GB of context beside docker build, and a push beside docker push")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => BenchmarkRun.ExecuteAsync(RootDirectory, Interrupted));
}
