using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests;

/// <summary>Findings as one text, to be compared whole.</summary>
internal static class Findings
{
    /// <summary>A line for each finding, and a line behind it with what to do.</summary>
    public static string Text(IEnumerable<Diagnostic> findings) =>
        string.Join('\n', findings.Select(found => found.Remedy is null ? $"{found}" : $"{found}\n  {found.Remedy}"));

    /// <summary>Place and code of each finding: <c>3:8 FH011</c>.</summary>
    public static string Places(IEnumerable<Diagnostic> findings) =>
        string.Join(", ", findings.Select(found => $"{found.Span?.Line}:{found.Span?.Column} {found.Code}"));
}
