using System.Collections.Immutable;

namespace Fence.Tasks.Diagnostics;

/// <summary>What a rule is, apart from how it looks: docs/rules has a page for each.</summary>
/// <param name="Code">Its stable number: <c>FH003</c>.</param>
/// <param name="Severity">Whether what it finds stops a run.</param>
/// <param name="Title">What is wrong where it finds something, in a few words.</param>
public sealed record Rule(string Code, Severity Severity, string Title)
{
    /// <summary>The numbers of the same rule elsewhere: hadolint's <c>DL…</c>, ShellCheck's <c>SC…</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Its page, relative to the root of the repository.</summary>
    public string Page => $"docs/rules/{Code}.md";

    /// <summary>Whether what it finds are secrets, so that no rendering may show the place.</summary>
    public bool FindsSecrets { get; init; }

    /// <summary>Makes a finding of this rule.</summary>
    /// <param name="message">What is wrong, as one sentence without a full stop; never holds a secret.</param>
    /// <param name="remedy">What to do, as one sentence.</param>
    /// <param name="span">Where it is.</param>
    public Diagnostic Finding(string message, string remedy, SourceSpan span) =>
        new(Code, Severity, OneLine(message), OneLine(remedy), span) { Page = Page, HidesPlace = FindsSecrets };

    // A name that is quoted from a file may hold a line end, or what moves a terminal's cursor.
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => c < ' ' ? (char)('\u2400' + c) : char.IsControl(c) ? '�' : c)) : text;
}
