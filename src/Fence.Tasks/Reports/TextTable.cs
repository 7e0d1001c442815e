namespace Fence.Tasks.Reports;

/// <summary>Draws rows, the first of which is the header.</summary>
internal static class TextTable
{
    /// <summary>With columns as wide as they have to be.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>In Markdown.</summary>
    public static IEnumerable<string> Markdown(IReadOnlyList<string[]> rows)
    {
        return [Line(rows[0]), Line(rows[0].Select(_ => "---")), .. rows.Skip(1).Select(Line)];

        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Escape))} |";
    }

    /// <summary>A cell's text, with what would end the cell made harmless.</summary>
    public static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
