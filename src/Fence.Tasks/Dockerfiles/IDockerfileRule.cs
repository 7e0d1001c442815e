using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A rule of Dockerfiles: one file in <c>Rules</c>, one test class, one page in docs/rules.</summary>
internal interface IDockerfileRule
{
    /// <summary>What it is.</summary>
    Rule Rule { get; }

    /// <summary>Finds what is against it. Reads the context's files, and nothing else of the world.</summary>
    IEnumerable<Diagnostic> Check(DockerfileInspection inspection);
}

/// <summary>A Dockerfile while rules look at it.</summary>
/// <param name="Dockerfile">The Dockerfile.</param>
/// <param name="Image">What <c>fence.yml</c> says of the image.</param>
/// <param name="Context">The files that can be copied; null when they are not known, and then nothing is said about them.</param>
internal sealed record DockerfileInspection(Dockerfile Dockerfile, ImageDefinition Image, IContextFiles? Context)
{
    /// <summary>The shell commands of every <c>RUN</c>.</summary>
    public IEnumerable<(Instruction Run, ShellCommand Command)> Commands =>
        from instruction in Dockerfile.Instructions
        from command in instruction.Commands
        select (instruction, command);

    /// <summary>The instructions that make the image, those of stages it is built on included.</summary>
    public ImmutableArray<Instruction> ImageInstructions => [.. Dockerfile.ImageStages.SelectMany(stage => stage.Instructions)];

    /// <summary>The stage that says which image everything starts from; null when there is no <c>FROM</c>.</summary>
    public Stage? Lowest => Dockerfile.ImageStages.FirstOrDefault();
}
