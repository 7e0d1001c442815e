using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>A log on a terminal.</summary>
internal sealed class ScreenLog(TextWriter terminal) : IRunEvents
{
    public void Tell(RunEvent happened)
    {
        foreach (var line in EventText.Lines(happened))
            terminal.Write($"log: {line}\n");
    }
}

/// <summary>A terminal that does what these control sequences say: up, to the line's beginning, erase what follows.</summary>
internal sealed partial class Screen : StringWriter
{
    public const int Width = 80;

    public Screen() : base(CultureInfo.InvariantCulture)
    {
    }

    public string Written => ToString();

    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string> { "" };
            var row = 0;
            foreach (Match piece in Piece().Matches(Written))
            {
                if (piece.Groups["up"] is { Success: true } up)
                    row -= int.Parse(up.Value, CultureInfo.InvariantCulture);
                else if (piece.Value is "\u001b[0J")
                    lines = [.. lines.Take(row), ""];
                else if (piece.Value is "\n")
                    lines.Insert(++row, "");
                else if (piece.Value is not "\r" && !piece.Value.StartsWith('\u001b'))
                    lines[row] += piece.Value;
            }

            return lines[..^1];
        }
    }

    [GeneratedRegex(@"\x1b\[(?<up>\d+)A|\x1b\[0J|\x1b\[\d*m|\r|\n|[^\x1b\r\n]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Piece();
}
