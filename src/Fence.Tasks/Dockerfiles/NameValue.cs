using System.Collections.Immutable;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A name and its value in an <c>ENV</c>, <c>ARG</c> or <c>LABEL</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as it stands there, with quotes; null where an <c>ARG</c> has no default.</param>
/// <param name="Start">Where it begins in the arguments.</param>
/// <param name="End">Behind its last character.</param>
public sealed record NameValue(string Name, string? Value, int Start, int End)
{
    internal static ImmutableArray<NameValue> Read(string arguments, string keyword, char escape)
    {
        var words = DockerfileWords.Quoted(arguments, escape).ToList();
        if (words.Count == 0)
            return [];
        // "ENV name the rest of the line" is the older form, and has one name only.
        if (keyword is not "ARG" && !words[0].Raw.Contains('=', StringComparison.Ordinal))
        {
            var nameEnd = 0;
            while (nameEnd < arguments.Length && !DockerfileWords.IsBlank(arguments[nameEnd]))
                nameEnd++;
            return [new NameValue(arguments[..nameEnd], arguments[nameEnd..].TrimStart(), 0, arguments.Length)];
        }
        return [.. words.Select(word =>
        {
            var equals = word.Raw.IndexOf('=', StringComparison.Ordinal);
            return equals < 0
                ? new NameValue(word.Raw, null, word.Start, word.End)
                : new NameValue(word.Raw[..equals], word.Raw[(equals + 1)..], word.Start, word.End);
        })];
    }
}
