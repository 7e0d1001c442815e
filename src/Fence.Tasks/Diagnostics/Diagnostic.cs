namespace Fence.Tasks.Diagnostics;

/// <summary>One thing that is wrong, said so that a person can mend it: what, where, and what to do.</summary>
/// <param name="Code">The stable number of the rule or error, such as <c>FH003</c>; the letters name the room it comes from.</param>
/// <param name="Severity">Whether it stops the run.</param>
/// <param name="Message">What is wrong, as one sentence without a full stop; never holds a secret.</param>
/// <param name="Remedy">What to do about it, as one sentence; null where the message says it all.</param>
/// <param name="Span">Where it is; null where there is no place in a file.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, string? Remedy = null, SourceSpan? Span = null)
{
    /// <summary>The page that explains it: a path below the root of the repository, or an address; null where there is none.</summary>
    public string? Page { get; init; }

    /// <summary>Whether what stands at its place is a secret, which no rendering may show.</summary>
    public bool HidesPlace { get; init; }

    /// <summary>The last lines that a command printed which is to blame; null where none is.</summary>
    public IReadOnlyList<string>? Output { get; init; }

    /// <summary>Makes one that stops the run.</summary>
    public static Diagnostic Error(string code, string message, string? remedy = null, SourceSpan? span = null) =>
        new(code, Severity.Error, message, remedy, span);

    /// <summary>Makes one that is shown and does not stop the run.</summary>
    public static Diagnostic Warning(string code, string message, string? remedy = null, SourceSpan? span = null) =>
        new(code, Severity.Warning, message, remedy, span);

    /// <summary>One line: place, severity, code, message.</summary>
    public override string ToString()
    {
        var place = Span is null ? "" : $"{Span}: ";
        return $"{place}{Severity.Word()} {Code}: {Message}";
    }
}
