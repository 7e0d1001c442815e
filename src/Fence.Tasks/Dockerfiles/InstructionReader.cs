using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>Reads what an instruction says from its lines put together: its name, its flags, and its arguments.</summary>
internal static class InstructionReader
{
    private static readonly string[] WithJson = ["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"];

    /// <summary>Reads an instruction.</summary>
    /// <param name="source">The file.</param>
    /// <param name="escape">Its escape character.</param>
    /// <param name="flat">The lines put together.</param>
    /// <param name="offsets">The place in the file of each character of <paramref name="flat"/>.</param>
    /// <param name="start">Where the instruction begins in the file.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="isBody">Whether it stands in an <c>ONBUILD</c>, where another <c>ONBUILD</c> is refused.</param>
    public static Instruction Read(
        SourceText source, char escape, string flat, ImmutableArray<int> offsets, int start, int end,
        bool isBody = false)
    {
        var keywordStart = SkipSpace(flat, 0);
        var keywordEnd = keywordStart;
        while (keywordEnd < flat.Length && !DockerfileWords.IsBlank(flat[keywordEnd]))
            keywordEnd++;
        var keyword = (keywordEnd == flat.Length ? flat[keywordStart..].TrimEnd() : flat[keywordStart..keywordEnd]).ToUpperInvariant();
        var from = keywordEnd;
        var (flags, bareFlags) = Flags(flat, ref from);
        from = SkipSpace(flat, from);
        var arguments = flat[from..].TrimEnd();
        var json = WithJson.Contains(keyword, StringComparer.Ordinal) ? JsonForm(arguments) : default;
        return new Instruction(source, start, end, keyword, arguments, offsets.Slice(from, arguments.Length))
        {
            Escape = escape,
            Flags = flags,
            BareFlags = bareFlags,
            Json = json.Items,
            IsListOfOthers = json.IsListOfOthers,
            Body = keyword is "ONBUILD" && !isBody && arguments.Length > 0
                ? Read(source, escape, arguments, offsets.Slice(from, arguments.Length), offsets[from], end, isBody: true)
                : null,
        };
    }

    /// <summary>Words that begin with two hyphens, up to the first that does not; quotes and backslashes are taken off.</summary>
    private static (ImmutableArray<KeyValuePair<string, string>> All, ImmutableArray<string> Bare) Flags(string flat, ref int from)
    {
        var bare = ImmutableArray.CreateBuilder<string>();
        var flags = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        while (true)
        {
            var start = from;
            while (start < flat.Length && IsSpace(flat[start]))
                start++;
            if (start + 1 >= flat.Length || flat[start] != '-' || flat[start + 1] != '-')
                return (flags.ToImmutable(), bare.ToImmutable());
            var word = FlagWord(flat, start, out from);
            if (word is "--")
                return (flags.ToImmutable(), bare.ToImmutable());
            var parts = word[2..].Split('=', 2);
            flags.Add(new(parts[0], parts.Length == 2 ? parts[1] : ""));
            if (parts.Length == 1)
                bare.Add(parts[0]);
        }
    }

    private static string FlagWord(string flat, int start, out int end)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (end = start; end < flat.Length && (quote != '\0' || !IsSpace(flat[end])); end++)
        {
            var c = flat[end];
            if (c == '\\' && end + 1 < flat.Length)
                word.Append(flat[++end]);
            else if (quote == '\0' && c is '\'' or '"')
                quote = c;
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else
                word.Append(c);
        }
        return word.ToString();
    }

    /// <summary>Between flags Docker looks at bytes, and knows the blanks of ASCII only.</summary>
    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>
    /// The items of a JSON list of texts. Docker reads the first value and does not look behind it; a list of other things it
    /// refuses, and anything else it takes as the shell form, without a word.
    /// </summary>
    private static (ImmutableArray<string> Items, bool IsListOfOthers) JsonForm(string arguments)
    {
        if (!arguments.StartsWith('['))
            return default;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(arguments);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1_000 });
            using var list = JsonDocument.ParseValue(ref reader);
            var isOfTexts = list.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
            return isOfTexts ? ([.. list.RootElement.EnumerateArray().Select(item => item.GetString()!)], false) : (default, true);
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException or InvalidOperationException)
        {
            return default;
        }
    }

    private static int SkipSpace(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }
}
