using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A Dockerfile, as it was read.</summary>
public sealed class Dockerfile
{
    internal Dockerfile(
        SourceText source, char escape, ImmutableArray<Instruction> instructions, ImmutableArray<DockerfilePart> parts)
    {
        Source = source;
        Escape = escape;
        Instructions = instructions;
        Parts = parts;
        Stages = Stage.Of(instructions);
        ImageStages = StagesOf(Stages);
    }

    /// <summary>Its path, as findings name it.</summary>
    public string File => Source.File;

    /// <summary>The character that continues a line: a backslash, or what the directive <c>escape</c> says.</summary>
    public char Escape { get; }

    /// <summary>The frontend that the directive <c>syntax</c> asks for; null without one.</summary>
    public string? Syntax { get; internal init; }

    /// <summary>All of the file, piece by piece.</summary>
    public ImmutableArray<DockerfilePart> Parts { get; }

    /// <summary>The instructions in the order of the file; those that Docker does not know are among them.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>The stages in the order of the file; the last one becomes the image.</summary>
    public ImmutableArray<Stage> Stages { get; }

    /// <summary>The stage that becomes the image, and those it is built on, the lowest first.</summary>
    public ImmutableArray<Stage> ImageStages { get; }

    internal SourceText Source { get; }

    /// <summary>What is wrong with its directives; null when nothing is.</summary>
    internal string? DirectiveFault { get; init; }

    /// <summary>
    /// The place of a classic builder's step, which are numbered as the instructions are, from 1; null where there is no
    /// such one.
    /// </summary>
    public SourceSpan? SpanOfStep(int step) => step >= 1 && step <= Instructions.Length ? Instructions[step - 1].Span : null;

    /// <summary>
    /// Reads a Dockerfile. Never throws: what Docker would refuse is left in <see cref="Instructions"/> for rule <c>FD001</c>.
    /// </summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="file">Its path, as findings are to name it.</param>
    public static Dockerfile Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new DockerfileParser(new SourceText(file, text)).Read();
    }

    /// <summary>Gives back the text that was read, to the character.</summary>
    public string Print() => string.Concat(Parts.Select(part => part.Text));

    private static ImmutableArray<Stage> StagesOf(ImmutableArray<Stage> all)
    {
        var chain = new List<Stage>();
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (chain.Count == 0 || chain[^1].IsBuiltOn(all[i]))
                chain.Add(all[i]);
        }
        chain.Reverse();
        return [.. chain];
    }
}
