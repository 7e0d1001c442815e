using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Benchmark => _ => _
        .Description("Measures validation: 1,000 hooks by own rules and by ShellCheck")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => BenchmarkRun.ExecuteAsync(RootDirectory, Interrupted));
}
