using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A text that a Dockerfile puts into the image's sudoers, and where that text is.</summary>
internal sealed record SudoersText(string Text, SourceSpan Span);

/// <summary>What a Dockerfile does to the sudoers of its image.</summary>
internal static class ImageSudoers
{
    private const string MainFile = "/etc/sudoers";
    private const string Folder = "/etc/sudoers.d/";

    /// <summary>The texts it adds, by copying files or by writing with <c>echo</c>, <c>printf</c> and <c>tee</c>.</summary>
    public static ImmutableArray<SudoersText> Texts(Dockerfile dockerfile, IContextFiles? context)
    {
        var instructions = dockerfile.ImageStages.SelectMany(stage => stage.Instructions);
        return [.. instructions.SelectMany(
            instruction => instruction.Keyword is "RUN" ? Written(instruction) : Copied(instruction, context))];
    }

    /// <summary>All of them together.</summary>
    public static Sudoers Read(Dockerfile dockerfile, IContextFiles? context) =>
        Texts(dockerfile, context).Select(text => Sudoers.Parse(text.Text)).Aggregate(
            new Sudoers([]), (all, next) => all.With(next));

    /// <summary>Whether a path in the image is one of sudo's files.</summary>
    public static bool IsSudoers(string? path) => path is MainFile || path?.StartsWith(Folder, StringComparison.Ordinal) == true;

    /// <summary>
    /// The file that a command writes to, if it is one of sudo's: by redirection, or as the argument of <c>tee</c>.
    /// </summary>
    public static string? Target(ShellCommand command)
    {
        var redirected = command.Redirections.Where(r => r.Operator.StartsWith('>')).Select(r => r.Target.Literal);
        var teed = command.Name is "tee" ? command.Arguments.Select(word => word.Literal) : [];
        return redirected.Concat(teed).FirstOrDefault(IsSudoers);
    }

    private static IEnumerable<SudoersText> Written(Instruction instruction)
    {
        var said = "";
        foreach (var command in instruction.Commands)
        {
            if (command.Name is "echo" or "printf")
                said = string.Join(
                    ' ',
                    command.Arguments.Select(word => word.Literal ?? word.LiteralPrefix).SkipWhile(word => word.StartsWith('-')));
            if (Target(command) is not null)
                yield return new SudoersText(said.Replace("\\n", "\n", StringComparison.Ordinal), instruction.SpanOf(command));
        }
    }

    private static IEnumerable<SudoersText> Copied(Instruction instruction, IContextFiles? context)
    {
        if (context is null || CopyInstruction.Of(instruction) is not { } copy
            || !(IsSudoers(copy.Target) || copy.Target is "/etc/sudoers.d"))
            return [];
        return copy.Sources.SelectMany(context.Find).Select(
            path => new SudoersText(context.ReadText(path), new SourceSpan(path)));
    }
}
