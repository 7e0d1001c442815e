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

/// <summary>A shell command and the <c>RUN</c> it stands in.</summary>
internal readonly record struct RunCommand(Instruction Run, ShellCommand Command)
{
    /// <summary>Where it is.</summary>
    public SourceSpan Span => Run.SpanOf(Command);
}

/// <summary>A Dockerfile while rules look at it.</summary>
internal sealed class DockerfileInspection
{
    private readonly Lazy<ImmutableArray<SudoersText>> sudoers;
    private readonly Lazy<ImmutableArray<(int, ShellCommand)>> modes;

    public DockerfileInspection(Dockerfile dockerfile, ImageDefinition image, IContextFiles? context)
    {
        (Dockerfile, Image, Context) = (dockerfile, image, context);
        AllInstructions = [.. dockerfile.Instructions.SelectMany(WithBody)];
        Commands = [.. CommandsOf(AllInstructions)];
        ImageInstructions = [.. dockerfile.ImageStages.SelectMany(stage => stage.Instructions)];
        ImageCommands = dockerfile.Stages.Length == 1 && dockerfile.Instructions.All(instruction => instruction.Body is null)
            ? Commands
            : [.. CommandsOf(ImageInstructions)];
        sudoers = new(() => ImageSudoers.Texts(Dockerfile, Context));
        modes = new(() =>
        [
            .. ImageInstructions.SelectMany((instruction, index) => instruction.Commands.Select(command => (index, command)))
                .Where(found => found.command.Name is "chmod" or "install"),
        ]);
    }

    /// <summary>The Dockerfile.</summary>
    public Dockerfile Dockerfile { get; }

    /// <summary>What <c>fence.yml</c> says of the image.</summary>
    public ImageDefinition Image { get; }

    /// <summary>The files that can be copied; null when they are not known, and then nothing is said about them.</summary>
    public IContextFiles? Context { get; }

    /// <summary>What else is known of the base.</summary>
    public BaseImage Base { get; init; } = new();

    /// <summary>Every instruction, and behind an <c>ONBUILD</c> what it keeps for later builds.</summary>
    public ImmutableArray<Instruction> AllInstructions { get; }

    /// <summary>The shell commands of every <c>RUN</c>.</summary>
    public ImmutableArray<RunCommand> Commands { get; }

    /// <summary>The instructions that make the image, those of stages it is built on included.</summary>
    public ImmutableArray<Instruction> ImageInstructions { get; }

    /// <summary>The shell commands of <see cref="ImageInstructions"/>.</summary>
    public ImmutableArray<RunCommand> ImageCommands { get; }

    /// <summary>Those of <see cref="ImageCommands"/> that set modes, with the number of their instruction in the image.</summary>
    public ImmutableArray<(int Index, ShellCommand Command)> ModeCommands => modes.Value;

    /// <summary>The texts that go into the image's sudoers.</summary>
    public ImmutableArray<SudoersText> Sudoers => sudoers.Value;

    /// <summary>The hook folder's path in the context.</summary>
    public string HooksInContext => Image.Context is "." ? Image.Hooks : Image.Hooks[(Image.Context.Length + 1)..];

    /// <summary>The stage that says which image everything starts from; null when there is no <c>FROM</c>.</summary>
    public Stage? Lowest => Dockerfile.ImageStages.FirstOrDefault();

    private static IEnumerable<Instruction> WithBody(Instruction instruction) =>
        instruction.Body is { } body ? [instruction, body] : [instruction];

    private static IEnumerable<RunCommand> CommandsOf(IEnumerable<Instruction> instructions) =>
        from instruction in instructions
        from command in instruction.Commands
        select new RunCommand(instruction, command);
}
