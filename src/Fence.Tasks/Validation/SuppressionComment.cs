using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Validation;

/// <summary>A comment that says which findings of the lines behind it are taken as they are.</summary>
/// <param name="Codes">The numbers it names: rules', or those that other tools have for them.</param>
/// <param name="Span">Where the comment is.</param>
/// <param name="FirstLine">The first line it holds for; 0 for the whole file.</param>
/// <param name="LastLine">The last line it holds for.</param>
/// <param name="IsOwn">Whether it is Fence's own, and not one that other tools read as well.</param>
/// <param name="Reason">What it says behind the numbers; null when that is nothing.</param>
public sealed record SuppressionComment(
    ImmutableArray<string> Codes, SourceSpan Span, int FirstLine, int LastLine, bool IsOwn, string? Reason)
{
    /// <summary>Whether it holds for a place.</summary>
    public bool Covers(SourceSpan? place) =>
        place is not null && string.Equals(place.File, Span.File, StringComparison.Ordinal)
        && (FirstLine == 0 || (place.Line >= FirstLine && place.Line <= LastLine));
}
