using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>
/// A mapping of the definition, of which every key is known. Asking for a value notes what is wrong with it and goes on with a
/// default, so that one reading finds every mistake.
/// </summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> found;
    private readonly string path;

    public YamlSection(YamlMap map, string path, IReadOnlyCollection<string>? known, List<Diagnostic> found)
    {
        this.found = found;
        this.path = path;
        Span = map.Span;
        foreach (var entry in map.Entries)
        {
            if (known is not null && !known.Contains(entry.Key, StringComparer.Ordinal))
                found.Add(UnknownKey(entry, known));
            else if (!entries.TryAdd(entry.Key, entry))
                Note(
                    "FY007",
                    $"{Full(entry.Key)} is given twice, first in line {entries[entry.Key].KeySpan.Line}",
                    "Keep one of the two.",
                    entry.KeySpan);
        }
    }

    /// <summary>Where the section begins.</summary>
    public SourceSpan Span { get; }

    /// <summary>The keys that are given, in the order of the file.</summary>
    public IEnumerable<YamlEntry> Entries => entries.Values.OrderBy(e => e.KeySpan.Line).ThenBy(e => e.KeySpan.Column);

    /// <summary>The place of a key, or of the section when the key is not given.</summary>
    public SourceSpan SpanOf(string key) => entries.TryGetValue(key, out var entry) ? entry.KeySpan : Span;

    /// <summary>The place of a key's value.</summary>
    public SourceSpan ValueSpanOf(string key) => entries.TryGetValue(key, out var entry) ? entry.Value.Span : Span;

    /// <summary>Whether the key is there and says something.</summary>
    public bool Has(string key) => Given(key) is not null;

    /// <summary>A text, or null when it is not given or not a text.</summary>
    public string? Text(string key)
    {
        switch (Given(key))
        {
            case null:
                return null;
            case YamlText { Text.Length: > 0, IsFlag: false } text:
                return text.Text;
            case var other:
                WrongType(key, other, "a text");
                return null;
        }
    }

    /// <summary>Whether the key holds one text, and neither a list nor a section.</summary>
    public bool IsText(string key) => Given(key) is YamlText;

    /// <summary>A text that has to be there.</summary>
    public string? RequiredText(string key, string example)
    {
        Require(key, $"Add it, such as '{key}: {example}'.");
        return Text(key);
    }

    /// <summary>A truth value: <c>true</c> or <c>false</c>, and none of YAML's other words for it.</summary>
    public bool Flag(string key, bool otherwise)
    {
        switch (Given(key))
        {
            case null:
                return otherwise;
            case YamlText { IsPlain: true, Text: "true" or "false" } text:
                return text.Text is "true";
            case var other:
                WrongType(key, other, "true or false");
                return otherwise;
        }
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int least, int most, int otherwise)
    {
        switch (Given(key))
        {
            case null:
                return otherwise;
            case YamlText { IsPlain: true } text when long.TryParse(
                text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                if (number >= least && number <= most)
                    return (int)number;
                Note("FY008", $"{Full(key)} is {number}, and goes from {least} to {most}", null, text.Span);
                return otherwise;
            case var other:
                WrongType(key, other, "a whole number");
                return otherwise;
        }
    }

    /// <summary>A section below this one; null when it is not given or not a section.</summary>
    public YamlSection? Section(string key, IReadOnlyCollection<string>? known)
    {
        switch (Given(key))
        {
            case null:
                return null;
            case YamlMap map:
                return new YamlSection(map, Full(key), known, found);
            case var other:
                WrongType(key, other, "a section");
                return null;
        }
    }

    /// <summary>The sections of a list; what in it is not a section is noted and left out.</summary>
    public ImmutableArray<YamlSection> Sections(string key, IReadOnlyCollection<string> known)
    {
        switch (Given(key))
        {
            case null:
                return [];
            case YamlList list:
                var sections = ImmutableArray.CreateBuilder<YamlSection>();
                foreach (var (index, item) in list.Items.Index())
                {
                    var name = $"{key}[{index}]";
                    if (item is YamlMap map)
                        sections.Add(new YamlSection(map, Full(name), known, found));
                    else
                        WrongType(name, item, "a section");
                }
                return sections.ToImmutable();
            case var other:
                WrongType(key, other, "a list");
                return [];
        }
    }

    /// <summary>The texts of a list; what in it is no text is noted and left out.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (Given(key) is not { } given)
            return [];
        if (given is not YamlList list)
        {
            WrongType(key, given, "a list");
            return [];
        }
        foreach (var (index, item) in list.Items.Index().Where(item => item.Item is not YamlText { Text.Length: > 0, IsFlag: false }))
            WrongType($"{key}[{index}]", item, "a text");
        return [.. list.Items.OfType<YamlText>().Where(text => text is { Text.Length: > 0, IsFlag: false }).Select(text => text.Text)];
    }

    /// <summary>Notes it when a key is not given.</summary>
    public void Require(string key, string remedy)
    {
        if (!Has(key))
            Miss(key, remedy);
    }

    /// <summary>Notes that a key is not given, or given with nothing in it.</summary>
    public void Miss(string key, string remedy) => Note("FY005", $"{Full(key)} is missing", remedy, SpanOf(key));

    /// <summary>Whether the key holds a list.</summary>
    public bool IsList(string key) => Given(key) is YamlList;

    /// <summary>Whether the key holds a section.</summary>
    public bool IsSection(string key) => Given(key) is YamlMap;

    /// <summary>Whether the key holds a list without items.</summary>
    public bool IsEmptyList(string key) => Given(key) is YamlList { Items.IsEmpty: true };

    /// <summary>Notes what is wrong with the value of a key.</summary>
    public void Refuse(string code, string key, string message, string? remedy = null) =>
        Note(code, $"{Full(key)}: {message}", remedy, ValueSpanOf(key));

    /// <summary>Notes that the value of a key is one that must not stand there, and lets no rendering show it.</summary>
    public void RefuseHidden(string code, string key, string message, string remedy) => found.Add(
        Diagnostic.Error(code, $"{Full(key)}: {message}", remedy, ValueSpanOf(key)) with { HidesPlace = true });

    /// <summary>The key with the sections it is in: <c>clusters.production.core</c>.</summary>
    public string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlValue? Given(string key) =>
        entries.TryGetValue(key, out var entry) && entry.Value is not YamlText { IsNull: true } ? entry.Value : null;

    private void WrongType(string key, YamlValue value, string wanted)
    {
        var kind = value is YamlText { Text.Length: 0 } ? "an empty text" : value.Kind;
        Note("FY006", $"{Full(key)} is {kind}, and has to be {wanted}", null, value.Span);
    }

    private Diagnostic UnknownKey(YamlEntry entry, IReadOnlyCollection<string> known)
    {
        var near = NearestName.Of(entry.Key, known);
        var names = $"Known here: {string.Join(", ", known)}.";
        return Diagnostic.Error(
            "FY004", $"unknown key {Full(entry.Key)}", near is null ? names : $"Did you mean '{near}'? {names}", entry.KeySpan);
    }

    private void Note(string code, string message, string? remedy, SourceSpan span) =>
        found.Add(Diagnostic.Error(code, message, remedy, span));
}
