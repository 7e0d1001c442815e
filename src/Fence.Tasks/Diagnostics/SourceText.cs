
namespace Fence.Tasks.Diagnostics;

/// <summary>A file's text, that knows the line and column of every character.</summary>
internal sealed class SourceText
{
    private readonly List<int> lineStarts = [0];

    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                lineStarts.Add(i + 1);
        }
    }

    /// <summary>The file, as findings name it.</summary>
    public string File { get; }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>The place of the characters from <paramref name="start"/> up to and without <paramref name="end"/>.</summary>
    public SourceSpan Span(int start, int end)
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(Math.Max(start, end));
        return new SourceSpan(File, line, column) { EndLine = endLine, EndColumn = endColumn };
    }

    private (int Line, int Column) Position(int offset)
    {
        var clamped = Math.Clamp(offset, 0, Text.Length);
        var found = lineStarts.BinarySearch(clamped);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, clamped - lineStarts[line] + 1);
    }
}
