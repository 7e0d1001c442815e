using System.Text;
using System.Text.RegularExpressions;

namespace Nuke.Common.Execution;

/// <summary>Writes the little of YAML that workflow files need: maps, lists, and texts that cannot be taken for something else.</summary>
internal sealed partial class YamlLines
{
    private readonly StringBuilder text = new();
    private int depth;

    public void Line(string line = "") => text.Append(line.Length > 0 ? new string(' ', depth * 2) + line : "").Append('\n');

    public void Value(string key, string value, bool isPlain = false)
    {
        if (!value.Contains('\n', StringComparison.Ordinal))
        {
            Line($"{key}: {(isPlain ? value : Text(value))}");
            return;
        }

        Line($"{key}: |");
        var indent = key.Length - key.TrimStart().Length;
        foreach (var line in value.Split('\n')) Line(new string(' ', indent + 2) + line);
    }

    public void Map(string key, Action content)
    {
        Line($"{key}:");
        depth++;
        content();
        depth--;
    }

    public void List(string key, Action items) => Map(key, items);

    public void Values(string key, IEnumerable<string> values) => Map(key, () =>
    {
        foreach (var value in values) Line($"- {Text(value)}");
    });

    /// <summary>An item of a list that is a map itself; the first value stands behind the dash, the others below it.</summary>
    public void Item(params (string Key, string Value)[] values)
    {
        foreach (var (i, (key, value)) in values.Index()) Value($"{(i == 0 ? "- " : "  ")}{key}", value);
    }

    /// <summary>What the action of the last item is given.</summary>
    public void With(params (string Key, string Value)[] values) => Map("  with", () =>
    {
        foreach (var (key, value) in values) Value($"  {key}", value);
    });

    public override string ToString() => text.ToString();

    private static string Text(string value) =>
        Plain().IsMatch(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    // Whatever could be read as a number, a truth value, or a sign of YAML's own is put in quotes; expressions of GitHub's need none.
    [GeneratedRegex(@"^(?!(true|false|null|yes|no|on|off)$)([A-Za-z./~][A-Za-z0-9_./@ -]*|\$\{\{ [^'#:]* \}\})$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
