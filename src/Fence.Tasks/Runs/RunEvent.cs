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

/// <summary>A builder begins an instruction of a Dockerfile.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Instruction">The instruction, in one line.</param>
public sealed record BuildStepStarted(int Number, int Total, string Instruction) : RunEvent;

/// <summary>A builder is done with an instruction.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
public sealed record BuildStepEnded(int Number, int Total, BuildStepOutcome Outcome, double Seconds) : RunEvent;

/// <summary>How an instruction ended.</summary>
public enum BuildStepOutcome
{
    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>The builder had its result already.</summary>
    Cached,

    /// <summary>It failed, and the build with it.</summary>
    Failed,

    /// <summary>It was ended, since another one failed.</summary>
    Cancelled,
}

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

/// <summary>A node came further with something that takes it long.</summary>
/// <param name="Node">The node's name in the definition.</param>
/// <param name="Bytes">What it has got, in bytes.</param>
/// <param name="Total">What there is to get as far as it is known, in bytes.</param>
public sealed record NodeProgressed(string Node, long Bytes, long Total) : RunEvent;

/// <summary>Nodes begin to get something, wave by wave.</summary>
/// <param name="Nodes">How many there are.</param>
/// <param name="Waves">How many waves.</param>
public sealed record RolloutStarted(int Nodes, int Waves) : RunEvent;

/// <summary>A wave begins.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Nodes">How many nodes it has.</param>
public sealed record WaveStarted(string Name, int Number, int Nodes) : RunEvent;

/// <summary>It is a node's turn.</summary>
/// <param name="Node">The node's name in the definition.</param>
public sealed record NodeStarted(string Node) : RunEvent;

/// <summary>A node is done, or has failed.</summary>
/// <param name="Node">The node's name in the definition.</param>
/// <param name="IsGood">Whether it now has what it was to get.</param>
public sealed record NodeEnded(string Node, bool IsGood) : RunEvent;

/// <summary>No further node gets anything: all are done, or the rest is given up.</summary>
public sealed record RolloutEnded : RunEvent;
