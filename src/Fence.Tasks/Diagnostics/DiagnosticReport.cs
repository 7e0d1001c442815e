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

    /// <summary>The number of findings that are only worth knowing.</summary>
    public int Notes => Diagnostics.Count(d => d.Severity == Severity.Info);

    /// <summary>What was found and is not counted, since somebody said so.</summary>
    public ImmutableArray<SuppressedDiagnostic> Suppressed { get; init; } = [];

    /// <summary>The findings that stop a run.</summary>
    /// <param name="from">The least severity that does.</param>
    public IEnumerable<Diagnostic> Stopping(Severity from) => Diagnostics.Where(d => d.Severity >= from);

    /// <summary>Several reports as one.</summary>
    public static DiagnosticReport Join(IEnumerable<DiagnosticReport> reports)
    {
        var all = reports.ToList();
        return Of(all.SelectMany(report => report.Diagnostics)) with { Suppressed = [.. all.SelectMany(report => report.Suppressed)] };
    }

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
    public void ThrowIfErrors(ExitCode exit) => ThrowIfStopping(exit, Severity.Error);

    /// <summary>Ends the run when something was found that must not pass.</summary>
    /// <param name="exit">The exit code the program then ends with.</param>
    /// <param name="from">The least severity that stops a run.</param>
    /// <exception cref="FenceException">There is at least one such finding; it carries the whole report.</exception>
    public void ThrowIfStopping(ExitCode exit, Severity from)
    {
        if (Stopping(from).Any())
            throw new FenceException(exit, Diagnostics);
    }
}

/// <summary>A finding that somebody takes as it is.</summary>
/// <param name="Diagnostic">What was found.</param>
/// <param name="Source">Where it was said: a comment in the file, or a line of <c>fence.yml</c>.</param>
/// <param name="Reason">Why; null where a comment gives none.</param>
public sealed record SuppressedDiagnostic(Diagnostic Diagnostic, SuppressionSource Source, string? Reason = null);

/// <summary>Where somebody said that a finding is taken as it is.</summary>
public enum SuppressionSource
{
    /// <summary>In the file the finding is in.</summary>
    Comment,

    /// <summary>In <c>fence.yml</c>.</summary>
    Definition,
}
