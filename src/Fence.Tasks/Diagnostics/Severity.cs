namespace Fence.Tasks.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Info,

    /// <summary>Will probably be regretted; does not stop a run.</summary>
    Warning,

    /// <summary>Stops the run.</summary>
    Error,
}
