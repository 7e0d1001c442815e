using System.Text.RegularExpressions;

namespace Nuke.Common.Execution;

/// <summary>Colours, where the output is a terminal that wants them (see no-color.org).</summary>
internal sealed partial class Ansi(bool enabled)
{
    public static Ansi ForConsole() => new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    /// <summary>The text without its colours.</summary>
    public static string Strip(string text) => text.Contains('\e') ? Sequence().Replace(text, "") : text;

    private string Paint(string code, string text) => enabled && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
