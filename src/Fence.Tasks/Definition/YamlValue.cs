using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>A value in a YAML file, and where it is.</summary>
internal abstract record YamlValue(SourceSpan Span)
{
    /// <summary>What a person calls this kind of value.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value. A plain one may stand for null, a number or a truth value; a quoted one is text.</summary>
internal sealed record YamlText(string Text, bool IsPlain, SourceSpan Span) : YamlValue(Span)
{
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public bool IsFlag => IsPlain && Text is ("true" or "false");

    public override string Kind => IsNull ? "nothing" : IsFlag ? "a truth value" : "a text";

}

/// <summary>A list.</summary>
internal sealed record YamlList(ImmutableArray<YamlValue> Items, SourceSpan Span) : YamlValue(Span)
{
    public override string Kind => "a list";
}

/// <summary>A mapping, with its keys as they stand in the file, doubles included.</summary>
internal sealed record YamlMap(ImmutableArray<YamlEntry> Entries, SourceSpan Span) : YamlValue(Span)
{
    public override string Kind => "a section";
}

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(string Key, SourceSpan KeySpan, YamlValue Value);
