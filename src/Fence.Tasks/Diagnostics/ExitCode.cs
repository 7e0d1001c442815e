namespace Fence.Tasks.Diagnostics;

/// <summary>What the program tells its caller when it ends; CI servers decide by it.</summary>
public enum ExitCode
{
    /// <summary>All that was asked for is done.</summary>
    Done = 0,

    /// <summary>A target failed for a reason that has no code of its own, such as an image that does not build.</summary>
    TargetFailed = 1,

    /// <summary>The command line or <c>fence.yml</c> is wrong.</summary>
    BadInput = 2,

    /// <summary>Validation found errors.</summary>
    ValidationFailed = 3,

    /// <summary>The cluster could not be reached, or answered wrongly.</summary>
    ClusterFailed = 4,

    /// <summary>The policy forbids it.</summary>
    RefusedByPolicy = 5,

    /// <summary>A person or the CI server interrupted the run.</summary>
    Interrupted = 130,
}
