using System.Collections.Immutable;
using System.Text;

namespace Fence.Tasks.Dockerfiles;

/// <summary>What variables mean at a place of a Dockerfile, as far as the file itself says it.</summary>
internal sealed record DockerfileVariables(ImmutableDictionary<string, string> Arguments, ImmutableDictionary<string, string> Environment)
{
    private const int DeepestLevel = 20;

    /// <summary>"ENV A=$A$A" again and again doubles a value each time: no longer one is put in.</summary>
    private const int LongestText = 32_768;

    /// <summary>No variable has a value.</summary>
    public static DockerfileVariables None { get; } = new(
        ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>What they mean behind an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="globals">The arguments before the first <c>FROM</c>, which a stage sees only where it names them
    /// again.</param>
    public DockerfileVariables After(Instruction instruction, DockerfileVariables globals)
    {
        if (instruction.Keyword is not ("ENV" or "ARG"))
            return this;
        var (arguments, environment) = (Arguments, Environment);
        foreach (var given in instruction.NameValues)
        {
            var value = given.Value is { } raw
                ? DockerfileWords.Unquote(Expand(raw, instruction.Escape), instruction.Escape)
                : globals.Arguments.GetValueOrDefault(given.Name);
            if (instruction.Keyword is "ENV")
                environment = environment.SetItem(given.Name, value ?? "");
            else if (value is not null)
                arguments = arguments.SetItem(given.Name, value);
        }
        return new DockerfileVariables(arguments, environment);
    }

    /// <summary>A text with the variables put in that are known; others are left as they stand.</summary>
    public string Expand(string text, char escape) =>
        text.Contains('$', StringComparison.Ordinal) ? Expand(text, escape, DeepestLevel) : text;

    private string Expand(string text, char escape, int level)
    {
        var result = new StringBuilder();
        var isDoubleQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            isDoubleQuoted ^= text[i] == '"';
            if (text[i] == escape && i + 1 < text.Length)
                result.Append(text[i]).Append(text[++i]);
            else if (text[i] == '\'' && !isDoubleQuoted && text.IndexOf('\'', i + 1) is > 0 and var close)
                (_, i) = (result.Append(text, i, close - i + 1), close);
            else if (text[i] == '$' && i + 1 < text.Length)
                i = Variable(text, i, escape, level, result) - 1;
            else
                result.Append(text[i]);
            if (result.Length > Math.Max(LongestText, text.Length))
                return text;
        }
        return result.ToString();
    }

    private string? Value(string name) => Environment.GetValueOrDefault(name) ?? Arguments.GetValueOrDefault(name);

    /// <summary>Puts in the variable at <paramref name="start"/>, and tells where the text goes on.</summary>
    private int Variable(string text, int start, char escape, int level, StringBuilder result)
    {
        var isBraced = text[start + 1] == '{';
        var nameStart = start + (isBraced ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < text.Length && (char.IsAsciiLetterOrDigit(text[nameEnd]) || text[nameEnd] == '_'))
            nameEnd++;
        var value = Value(text[nameStart..nameEnd]);
        if (!isBraced)
        {
            result.Append(nameEnd > nameStart && value is not null ? value : text[start..Math.Max(nameEnd, start + 1)]);
            return Math.Max(nameEnd, start + 1);
        }
        var close = CloseOf(text, nameEnd);
        if (close < 0)
        {
            result.Append(text, start, text.Length - start);
            return text.Length;
        }
        var rest = text[nameEnd..close];
        result.Append(Substituted(value, rest, escape, level) ?? text[start..(close + 1)]);
        return close + 1;
    }

    /// <summary>
    /// The result of <c>:-</c>, <c>-</c>, <c>:+</c>, <c>+</c>, <c>:?</c> and <c>?</c>; null when it is not known.
    /// </summary>
    private string? Substituted(string? value, string modifier, char escape, int level)
    {
        var isColon = modifier.StartsWith(':');
        var sign = modifier.Length > (isColon ? 1 : 0) ? modifier[isColon ? 1 : 0] : '\0';
        var isGiven = isColon ? !string.IsNullOrEmpty(value) : value is not null;
        if (modifier.Length == 0)
            return value;
        if (sign is not ('-' or '+' or '?') || level == 0)
            return null;
        var word = modifier[(isColon ? 2 : 1)..];
        return sign switch
        {
            '-' => isGiven ? value : Expand(word, escape, level - 1),
            '+' => isGiven ? Expand(word, escape, level - 1) : "",
            _ => isGiven ? value : null,
        };
    }

    private static int CloseOf(string text, int from)
    {
        var depth = 1;
        for (var i = from; i < text.Length; i++)
        {
            depth += text[i] switch { '{' when text[i - 1] == '$' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }
        return -1;
    }
}
