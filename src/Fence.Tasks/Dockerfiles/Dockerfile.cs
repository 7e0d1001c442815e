using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A Dockerfile, as it was read.</summary>
public sealed class Dockerfile
{
    internal Dockerfile(SourceText source, char escape, ImmutableArray<Instruction> instructions)
    {
        Source = source;
        Escape = escape;
        Instructions = instructions;
        Stages = Stage.Of(instructions);
    }

    /// <summary>Its path, as findings name it.</summary>
    public string File => Source.File;

    /// <summary>The character that continues a line: a backslash, or what the directive <c>escape</c> says.</summary>
    public char Escape { get; }

    /// <summary>The instructions in the order of the file; those that Docker does not know are among them.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>The stages in the order of the file; the last one becomes the image.</summary>
    public ImmutableArray<Stage> Stages { get; }

    internal SourceText Source { get; }

    /// <summary>The stage that becomes the image, and those it is built on, the lowest first.</summary>
    public ImmutableArray<Stage> ImageStages
    {
        get
        {
            var chain = ImmutableArray.CreateBuilder<Stage>();
            var stage = Stages.LastOrDefault();
            for (; stage is not null; stage = Stages[..stage.Index].LastOrDefault(stage.IsBuiltOn))
                chain.Insert(0, stage);
            return chain.ToImmutable();
        }
    }

    /// <summary>The place of a classic builder's step, which are numbered as the instructions are, from 1; null where there is no such one.</summary>
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
}
