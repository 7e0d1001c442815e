namespace Nuke.Common.Execution;

/// <summary>Where a target stands in the run.</summary>
internal enum ExecutionStatus
{
    /// <summary>Not part of the plan.</summary>
    None,

    /// <summary>In the plan; its turn has not come.</summary>
    Scheduled,

    /// <summary>Its bodies are running.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>A body has thrown.</summary>
    Failed,

    /// <summary>Left out, by <c>--skip</c>, a condition, or because it was done before.</summary>
    Skipped,

    /// <summary>Its turn never came, because another one failed or the run was interrupted.</summary>
    NotRun,

    /// <summary>Ended by an interruption while it was running.</summary>
    Aborted,
}
