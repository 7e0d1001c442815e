using System.Globalization;

namespace Fence.Tasks.Reports;

/// <summary>Lines at the foot of a terminal that give way to others: drawn, and erased before anything else is written.</summary>
/// <param name="terminal">The terminal; understands ANSI's control sequences.</param>
/// <param name="width">Its width in characters, asked at each drawing.</param>
/// <param name="isColoured">Whether colours are wanted; see <c>NO_COLOR</c>.</param>
internal sealed class LiveLines(TextWriter terminal, Func<int> width, bool isColoured)
{
    public const string Bad = "31";
    public const string Good = "32";
    public const string Bright = "36";
    public const string Dim = "2";

    private int drawn;

    /// <summary>Draws a line that is erased again.</summary>
    public void Draw(string line, string colour)
    {
        Write(line, colour);
        drawn++;
    }

    /// <summary>Writes a line that stays. What is wider than the terminal is cut: it would take two, and erasing would leave one of them.</summary>
    public void Write(string line, string colour)
    {
        var room = Math.Max(width() - 1, 20);
        var fitting = line.Length > room ? string.Concat(line.AsSpan(0, room - 1), "…") : line;
        terminal.Write(isColoured ? $"\u001b[{colour}m{fitting}\u001b[0m\n" : $"{fitting}\n");
    }

    /// <summary>Erases what is drawn.</summary>
    public void Erase()
    {
        if (drawn > 0)
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{drawn}A\r\u001b[0J"));
        drawn = 0;
    }

    /// <summary>Shows it.</summary>
    public void Flush() => terminal.Flush();
}
