using System.Globalization;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Makes values of texts.</summary>
internal static class ParameterConversion
{
    /// <summary>The value, or a sentence that says why there is none and what is allowed.</summary>
    /// <param name="declaration">The parameter.</param>
    /// <param name="texts">What was given for it.</param>
    /// <param name="source">Where, in words that can stand in a sentence.</param>
    /// <param name="value">The value, of the parameter's type.</param>
    /// <param name="error">The sentence.</param>
    public static bool TryConvert(
        ParameterDeclaration declaration, IReadOnlyList<string> texts, string source, out object? value, out string? error)
    {
        (value, error) = (null, null);
        // A switch may stand alone, and so may --root, which then means the working directory.
        if (texts.Count == 0 && !declaration.IsList) texts = [declaration.IsSwitch ? "true" : "."];

        var items = declaration.IsList ? texts.SelectMany(t => Split(declaration, t)).ToList() : texts;
        var converted = Array.CreateInstance(declaration.ValueType, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (Single(declaration.ValueType, items[i]) is { } single)
            {
                converted.SetValue(single, i);
                continue;
            }

            var shown = declaration.IsSecret ? "The value" : $"'{items[i]}'";
            var expected = declaration.Allowed is { } allowed ? $"allowed are {string.Join(", ", allowed)}"
                : declaration.ValueType == typeof(int) ? "a whole number is expected" : "a value is expected";
            error = $"{shown} is not possible for --{declaration.Option} ({source}); {expected}";
            return false;
        }

        value = declaration.IsList ? converted : converted.GetValue(0);
        return true;
    }

    private static string[] Split(ParameterDeclaration declaration, string text) => text.Split(
        declaration.Attribute.Separator is { } separator ? [separator] : [",", " "],
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static object? Single(Type type, string text)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(int)) return int.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        if (type == typeof(AbsolutePath)) return text.Length == 0 ? null : AbsolutePath.Create(Path.GetFullPath(text));
        if (type == typeof(Host)) return OneOf(Host.Names, text) is { } host ? Host.Create(host) : null;
        if (type.IsEnum) return OneOf(Enum.GetNames(type), text) is { } name ? Enum.Parse(type, name) : null;
        throw new NotSupportedException($"A parameter is of type {type.Name}, which the engine cannot read");
    }

    private static string? OneOf(IEnumerable<string> choices, string text) =>
        choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
}
