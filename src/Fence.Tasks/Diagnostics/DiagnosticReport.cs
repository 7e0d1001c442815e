using System.Collections.Immutable;

namespace Fence.Tasks.Diagnostics;

/// <summary>Everything that one look at the input found, in the order of files and lines.</summary>
/// <param name="Diagnostics">What was found; empty when all is well.</param>
public sealed record DiagnosticReport(ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>A report that found nothing.</summary>
    public static DiagnosticReport Empty { get; } = new([]);

    /// <summary>The number of findings that stop a run.</summary>
    public int Errors => Diagnostics.Count(d => d.Severity == Severity.Error);

    /// <summary>The number of findings that do not.</summary>
    public int Warnings => Diagnostics.Count(d => d.Severity == Severity.Warning);

    /// <summary>Orders findings by file, line and column, as a reader goes through them.</summary>
    public static DiagnosticReport Of(IEnumerable<Diagnostic> diagnostics) => new(
    [
        .. diagnostics
            .OrderBy(d => d.Span?.File ?? "", StringComparer.Ordinal)
            .ThenBy(d => d.Span?.Line ?? 0)
            .ThenBy(d => d.Span?.Column ?? 0)
            .ThenBy(d => d.Code, StringComparer.Ordinal),
    ]);

    /// <summary>Ends the run when something was found that must not pass.</summary>
    /// <param name="exit">The exit code the program then ends with.</param>
    /// <exception cref="FenceException">There is at least one error; it carries the whole report.</exception>
    public void ThrowIfErrors(ExitCode exit)
    {
        if (Errors > 0)
            throw new FenceException(exit, Diagnostics);
    }
}
