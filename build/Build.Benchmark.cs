using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Benchmark => _ => _
        .Description("Measures validation of 1,000 hooks against ShellCheck, and a build with 2 GB of context against docker build")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => BenchmarkRun.ExecuteAsync(RootDirectory, Interrupted));
}
