using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Runs;

/// <summary>Something that happened during a run. Console, log, JSON and reports are renderings of these; no stage prints.</summary>
public abstract record RunEvent;

/// <summary>A step was taken or found unnecessary: one plain sentence for a person.</summary>
/// <param name="Text">The sentence, without a full stop.</param>
public sealed record StepTaken(string Text) : RunEvent;

/// <summary>Something took one step on one node.</summary>
/// <param name="Node">The node's name in the definition.</param>
/// <param name="Text">What happened there.</param>
public sealed record NodeStepTaken(string Node, string Text) : RunEvent;

/// <summary>A tool that a stage runs printed a line: an engine building an image, a hook.</summary>
/// <param name="Tool">Who printed it.</param>
/// <param name="Line">The line, without its end.</param>
public sealed record ToolPrinted(string Tool, string Line) : RunEvent;

/// <summary>Something is wrong, or worth knowing.</summary>
/// <param name="Diagnostic">What.</param>
public sealed record DiagnosticFound(Diagnostic Diagnostic) : RunEvent
{
    /// <summary>The line of the file it is in, with a mark below the place; empty where it is not known.</summary>
    public IReadOnlyList<string> Excerpt { get; init; } = [];
}

/// <summary>How a stage ended.</summary>
public enum StageOutcome
{
    /// <summary>It did what it is for.</summary>
    Succeeded,

    /// <summary>It found that everything was as wanted already, and changed nothing.</summary>
    Unchanged,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Interrupted,
}
