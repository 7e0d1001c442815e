using System.Text.RegularExpressions;

namespace Nuke.Common.Execution;

/// <summary>
/// The little of YAML that workflow files need: maps, lists of maps or texts, and texts that cannot be taken for something
/// else. A library would take longer to load than the whole of a plan.
/// </summary>
internal static partial class YamlText
{
    /// <summary>A map, each pair a line or a block.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, object>> map, string indent = "") =>
        string.Concat(map.Select(pair => $"{indent}{pair.Key}:{Value(pair.Value, indent)}"));

    private static string Value(object value, string indent) => value switch
    {
        OrderedDictionary<string, object> map => "\n" + Of(map, indent + "  "),
        IEnumerable<OrderedDictionary<string, object>> maps => Items(maps.Select(map => Of(map, indent + "    ").TrimStart()), indent),
        IEnumerable<string> texts => Items(texts.Select(text => Text(text) + "\n"), indent),
        string text when text.Contains('\n', StringComparison.Ordinal) =>
            string.Concat(text.Split('\n').Select(line => $"\n{indent}  {line}").Prepend(" |")) + "\n",
        string text => $" {Text(text)}\n",
        bool flag => flag ? " true\n" : " false\n",
        _ => $" {value}\n",
    };

    private static string Items(IEnumerable<string> items, string indent) =>
        "\n" + string.Concat(items.Select(item => $"{indent}  - {item}"));

    private static string Text(string text) =>
        Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Whatever could be a number, a truth value, or a sign of YAML's own is put in quotes; expressions of GitHub's need none.
    [GeneratedRegex(
        @"^(?!(true|false|null|yes|no|on|off)$)([A-Za-z./~][A-Za-z0-9_./@ -]*|\$\{\{ [^'#:]* \}\})$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
