using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fence.Tasks.Definition;

/// <summary>
/// Reads YAML into values with positions. YamlDotNet's own representation model stops at the first double key; this keeps
/// both, so that the reader can say everything at once.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Deeper than any definition, and shallow enough for the stack.</summary>
    private const int DeepestLevel = 64;

    private readonly string file;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlValue> anchors = new(StringComparer.Ordinal);

    private YamlTree(string text, string file)
    {
        this.file = file;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the one document of a text; null when the text holds none.</summary>
    /// <exception cref="FenceException">The text is not YAML: <c>FY002</c>.</exception>
    public static YamlValue? Read(string text, string file)
    {
        try
        {
            return new YamlTree(text, file).Document();
        }
        catch (YamlException broken)
        {
            if (IndentedWithTab(text) is > 0 and var line)
                throw NotYaml("the line is indented with a tab", new SourceSpan(file, line, 1), broken);
            // The message of an inner exception says more, and none of them repeats the position.
            var reason = (broken.InnerException ?? broken).Message.TrimEnd('.');
            throw NotYaml(reason, SpanOf(file, broken.Start, broken.End), broken);
        }
    }

    private YamlValue? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var value = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            throw NotYaml("a second document begins here; there is to be one", SpanOf(file, second.Start, second.Start));
        return value;
    }

    private YamlValue Value(int level)
    {
        if (level > DeepestLevel)
            throw NotYaml($"more than {DeepestLevel} levels deep", SpanOf(file, parser.Current!.Start, parser.Current.Start));
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw NotYaml($"the alias *{alias.Value} stands before what it is for", SpanOf(file, alias.Start, alias.End));
        }
        var start = (NodeEvent)parser.Current!;
        YamlValue value = start switch
        {
            MappingStart => Map(level),
            SequenceStart => List(level),
            _ => Text(),
        };
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor.Value] = value;
        return value;
    }

    private YamlText Text()
    {
        var scalar = parser.Consume<Scalar>();
        return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, SpanOf(file, scalar.Start, scalar.End));
    }

    private YamlList List(int level)
    {
        var start = parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Value(level + 1));
        return new YamlList(items.ToImmutable(), SpanOf(file, start.Start, start.Start));
    }

    private YamlMap Map(int level)
    {
        var start = parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(level + 1);
            var name = key is YamlText text ? text.Text : throw NotYaml($"a key is {key.Kind}", key.Span);
            entries.Add(new YamlEntry(name, key.Span, Value(level + 1)));
        }
        return new YamlMap(entries.ToImmutable(), SpanOf(file, start.Start, start.Start));
    }

    /// <summary>The commonest mistake; the parser reports it at the start of the section. 0 when there is none.</summary>
    private static int IndentedWithTab(string text) =>
        1 + Array.FindIndex(text.Split('\n'), line => line.AsSpan().TrimStart(' ').StartsWith("\t"));

    private static SourceSpan SpanOf(string file, Mark start, Mark end) =>
        new(file, (int)start.Line, (int)start.Column) { EndLine = (int)end.Line, EndColumn = (int)end.Column };

    private static FenceException NotYaml(string reason, SourceSpan span, Exception? inner = null) => new(
        ExitCode.BadInput,
        Diagnostic.Error(
            "FY002",
            $"not YAML that can be read: {reason}",
            "Mend the line; indent with spaces, and quote values that hold ': ' or '#'.",
            span),
        inner);
}
