using System.Globalization;

namespace Fence.Tasks.Diagnostics;

/// <summary>A place in a file that an admin can open.</summary>
/// <param name="File">The path as the admin would type it: relative to the root folder where the file is below it, with <c>/</c>.</param>
/// <param name="Line">The line, counted from 1; 0 means the file as a whole.</param>
/// <param name="Column">The column, counted from 1 in UTF-16 code units; 0 means the line as a whole.</param>
public sealed record SourceSpan(string File, int Line = 0, int Column = 0)
{
    /// <summary>The line where the place ends; <see cref="Line"/> unless said otherwise.</summary>
    public int EndLine { get; init; } = Line;

    /// <summary>The column behind the last character of the place; <see cref="Column"/> unless said otherwise.</summary>
    public int EndColumn { get; init; } = Column;

    /// <summary>The form that terminals and editors make a link of: <c>file:line:column</c>.</summary>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => File,
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}"),
    };
}
