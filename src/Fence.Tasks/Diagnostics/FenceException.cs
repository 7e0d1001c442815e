using System.Collections.Immutable;

namespace Fence.Tasks.Diagnostics;

/// <summary>Ends a stage for reasons that a person can act on. Rooms throw this one rather than types of their own.</summary>
public sealed class FenceException : Exception
{
    /// <summary>Makes one from what was found.</summary>
    /// <param name="exit">The exit code the program ends with.</param>
    /// <param name="diagnostics">The reasons; at least one.</param>
    /// <param name="inner">The technical cause, shown only with <c>--verbosity verbose</c>.</param>
    public FenceException(ExitCode exit, IEnumerable<Diagnostic> diagnostics, Exception? inner = null)
        : this(exit, [.. diagnostics], inner)
    {
    }

    /// <summary>Makes one from a single reason.</summary>
    /// <param name="exit">The exit code the program ends with.</param>
    /// <param name="diagnostic">The reason.</param>
    /// <param name="inner">The technical cause, shown only with <c>--verbosity verbose</c>.</param>
    public FenceException(ExitCode exit, Diagnostic diagnostic, Exception? inner = null)
        : this(exit, ImmutableArray.Create(diagnostic), inner)
    {
    }

    private FenceException(ExitCode exit, ImmutableArray<Diagnostic> diagnostics, Exception? inner)
        : base(Summarize(diagnostics), inner)
    {
        Exit = exit;
        Diagnostics = diagnostics;
    }

    /// <summary>The exit code the program ends with.</summary>
    public ExitCode Exit { get; }

    /// <summary>What class of failure it is, which says whether trying again can help.</summary>
    public FailureKind Kind { get; init; }

    /// <summary>Whether people have been told the reasons already.</summary>
    public bool IsTold { get; init; }

    /// <summary>The reasons, errors and warnings alike.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    private static string Summarize(ImmutableArray<Diagnostic> diagnostics)
    {
        // With --fail-on warning there may be no error among them.
        var worst = diagnostics.IsEmpty ? Severity.Error : diagnostics.Max(d => d.Severity);
        var reasons = diagnostics.Where(d => d.Severity == worst).ToList();
        return reasons switch
        {
            [] => "nothing is wrong, yet the run was stopped",
            [var only] => only.Message,
            [var first, ..] => $"{first.Message} (and {reasons.Count - 1} more)",
        };
    }
}
