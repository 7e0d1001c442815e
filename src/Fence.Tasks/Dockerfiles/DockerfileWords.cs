using System.Collections.Immutable;
using System.Text;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A word of an instruction's arguments.</summary>
/// <param name="Raw">The word as it stands there, with its quotes.</param>
/// <param name="Start">Where it begins in the arguments.</param>
internal readonly record struct DockerfileWord(string Raw, int Start)
{
    /// <summary>Behind its last character.</summary>
    public int End => Start + Raw.Length;
}

/// <summary>Takes arguments apart into words, in the two ways that Docker does.</summary>
internal static class DockerfileWords
{
    /// <summary>The blanks between a name and its arguments. Others, such as a no-break space, are part of a word.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r';

    /// <summary>What blanks separate, whatever quotes say: the words of <c>FROM</c>, <c>COPY</c> and <c>EXPOSE</c>.</summary>
    public static ImmutableArray<string> Plain(string arguments) =>
        [.. arguments.Split([' ', '\t', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What blanks outside of quotes separate: the words of <c>ENV</c>, <c>ARG</c> and <c>LABEL</c>.</summary>
    public static IEnumerable<DockerfileWord> Quoted(string arguments, char escape)
    {
        for (var at = 0; at < arguments.Length;)
        {
            if (char.IsWhiteSpace(arguments[at]))
            {
                at++;
                continue;
            }
            var start = at;
            var quote = '\0';
            for (; at < arguments.Length && (quote != '\0' || !char.IsWhiteSpace(arguments[at])); at++)
            {
                var c = arguments[at];
                if (c == escape && quote != '\'')
                    at++;
                else if (quote == '\0' && c is '\'' or '"')
                    quote = c;
                else if (c == quote)
                    quote = '\0';
            }
            at = Math.Min(at, arguments.Length);
            yield return new DockerfileWord(arguments[start..at], start);
        }
    }

    /// <summary>A word without its quotes and escapes.</summary>
    public static string Unquote(string raw, char escape)
    {
        if (!raw.AsSpan().ContainsAny('\'', '"', escape))
            return raw;
        var text = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == escape && quote != '\'' && i + 1 < raw.Length)
                text.Append(raw[++i]);
            else if (quote == '\0' && c is '\'' or '"')
                quote = c;
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else
                text.Append(c);
        }
        return text.ToString();
    }
}
