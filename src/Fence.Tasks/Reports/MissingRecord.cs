using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Reports;

/// <summary>What is said when a stage is asked for, and the stage before it has left nothing.</summary>
public static class MissingRecord
{
    /// <summary>Makes the error.</summary>
    /// <param name="stage">The stage that was asked for.</param>
    /// <param name="before">The stage whose record it goes on from.</param>
    /// <param name="cluster">The cluster.</param>
    public static FenceException Of(string stage, string before, string cluster) => new(
        ExitCode.TargetFailed,
        Diagnostic.Error(
            "FT001",
            $"{stage} goes on from what {before} left, and there is no such record for the cluster {cluster}",
            $"Run {before} first: ./build.sh {before} --cluster {cluster}"));
}
