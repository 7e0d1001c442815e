using System.Collections.Immutable;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A text that a Dockerfile puts into the image's sudoers, and where that text is.</summary>
/// <param name="Text">The text.</param>
/// <param name="Span">The command that writes it, or the file it stands in.</param>
internal sealed record SudoersText(string Text, SourceSpan Span)
{
    /// <summary>The place of one of its lines, counted from 1; that of the command where a command writes it.</summary>
    public SourceSpan SpanOfLine(int line) => Span.Line == 0 ? new SourceSpan(Span.File, line) : Span;
}

/// <summary>What a Dockerfile does to the sudoers of its image.</summary>
internal static class ImageSudoers
{
    private const string MainFile = "/etc/sudoers";
    private const string Folder = "/etc/sudoers.d";

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
    public static bool IsSudoers(string? path) => path is MainFile || IsInFolder(path);

    /// <summary>Whether a path in the image is one of sudo's files of their own.</summary>
    public static bool IsInFolder(string? path) => path?.StartsWith($"{Folder}/", StringComparison.Ordinal) == true;

    /// <summary>
    /// The file that a command writes to, if it is one of sudo's: by redirection, or as the argument of <c>tee</c>.
    /// </summary>
    public static string? Target(ShellCommand command)
    {
        var redirected = command.Redirections.Where(r => r.Operator.StartsWith('>')).Select(r => r.Target.Literal);
        var teed = command.Name is "tee" ? command.Arguments.Select(word => word.Literal) : [];
        return redirected.Concat(teed).FirstOrDefault(IsSudoers);
    }

    /// <summary>The files of their own that an instruction copies, as paths in the image.</summary>
    public static IEnumerable<string> CopiedTo(Instruction instruction, IContextFiles? context)
    {
        if (CopyInstruction.Of(instruction) is not { } copy || !(IsInFolder(copy.Target) || copy.Target is Folder))
            return [];
        if (context is null)
            return IsInFolder(copy.Target) && !copy.Target.EndsWith('/') ? [copy.Target] : [];
        return copy.Sources.SelectMany(source => context.Find(source).Select(path => copy.PathInImage(path, source)));
    }

    private static IEnumerable<SudoersText> Written(Instruction instruction)
    {
        // What is in brackets is written together; what is written elsewhere is no part of it.
        var (all, last) = ("", "");
        foreach (var command in instruction.Commands)
        {
            if (command.Name is "echo" or "printf")
                (all, last) = (command.Redirections.IsEmpty ? $"{all}{Said(command)}" : all, Said(command));
            if (Target(command) is null)
                continue;
            yield return new SudoersText(command.Words.IsEmpty ? all : last, instruction.SpanOf(command));
            all = "";
        }
    }

    /// <summary>What <c>echo</c> or <c>printf</c> prints, as far as it is known.</summary>
    private static string Said(ShellCommand command)
    {
        var words = command.Arguments.Select(word => word.Literal ?? word.LiteralPrefix).SkipWhile(word => word.StartsWith('-')).ToList();
        if (command.Name is "echo" || words.Count == 0)
            return $"{Unescaped(string.Join(' ', words))}\n";
        var pieces = Unescaped(words[0]).Split("%s");
        if (pieces.Length == 1)
            return pieces[0];
        // The format is used again until no argument is left.
        var said = new StringBuilder();
        for (var next = 1; next == 1 || next < words.Count; next += pieces.Length - 1)
            said.AppendJoin("", pieces.Select((piece, i) => i == 0 ? piece : $"{words.ElementAtOrDefault(next + i - 1)}{piece}"));
        return said.ToString();
    }

    private static string Unescaped(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);

    private static IEnumerable<SudoersText> Copied(Instruction instruction, IContextFiles? context)
    {
        if (context is null || CopyInstruction.Of(instruction) is not { } copy || !(IsSudoers(copy.Target) || copy.Target is Folder))
            return [];
        return copy.Sources.SelectMany(context.Find).Select(
            path => new SudoersText(context.ReadText(path), new SourceSpan(path)));
    }
}
