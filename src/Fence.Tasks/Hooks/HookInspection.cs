using System.Collections.Immutable;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks;

/// <summary>A hook folder while rules look at it: every hook is parsed once.</summary>
internal sealed class HookInspection
{
    public HookInspection(HookFolder folder, HookSurroundings surroundings)
    {
        Folder = folder;
        Surroundings = surroundings;
        Hooks = [.. folder.Hooks.Select(script => new InspectedHook(script, surroundings.Brand.HookEnvironmentVariable))];
    }

    public HookFolder Folder { get; }

    public HookSurroundings Surroundings { get; }

    /// <summary>The entries that fence would run.</summary>
    public ImmutableArray<InspectedHook> Hooks { get; }
}

/// <summary>A hook with its text and its commands.</summary>
internal sealed class InspectedHook
{
    public InspectedHook(HookScript script, string environmentVariable)
    {
        Script = script;
        Source = new SourceText(script.Path, Encoding.UTF8.GetString(script.Bytes.AsSpan()).TrimStart('\uFEFF'));
        Shebang = Shebang.Of(Source.Text);
        // What is written in another language has no shell commands to judge.
        Variables = new HookVariables(Shebang is null or { IsShell: true } ? ShellParser.Parse(Source.Text) : []);
        EnvironmentList = HookEnvironmentList.Of(Variables, environmentVariable);
    }

    public HookScript Script { get; }

    public SourceText Source { get; }

    /// <summary>Its first line, if that names an interpreter.</summary>
    public Shebang? Shebang { get; }

    /// <summary>Its commands, and what they do to variables.</summary>
    public HookVariables Variables { get; }

    /// <summary>What it puts into <c>HELION_HOOK_ENV</c>.</summary>
    public HookEnvironmentList EnvironmentList { get; }

    /// <summary>Whether bash stops at the first command that fails.</summary>
    public bool StopsAtFailure => Shebang?.Line.Contains(" -e", StringComparison.Ordinal) == true || Variables.Commands.Any(
        command => command.Name is "set" && command.Arguments.Any(
            word => word.Literal is "errexit" || (word.Literal is ['-', not '-', ..] flags && flags.Contains('e', StringComparison.Ordinal))));

    /// <summary>The command that decides how the hook ends; null when that is one of several, such as the last of an <c>if</c>.</summary>
    public ShellCommand? Last()
    {
        if (Variables.Commands.IsEmpty)
            return null;
        var last = Variables.Commands.MaxBy(command => command.End)!;
        var behind = Source.Text[last.End..].Split('\n').Select(line => line.Trim(' ', '\t', '\r', ';'));
        return behind.All(line => line.Length == 0 || line.StartsWith('#')) ? last : null;
    }

    /// <summary>The file as a whole.</summary>
    public SourceSpan Whole => new(Script.Path);
}

/// <summary>The line that says which program runs a script.</summary>
/// <param name="Line">The whole line, without its end.</param>
/// <param name="Program">The program's name, without its folder and looked up behind <c>env</c>.</param>
internal sealed record Shebang(string Line, string Program)
{
    private static readonly string[] Shells = ["bash", "sh", "dash", "ash", "ksh", "zsh"];

    public bool IsShell => Shells.Contains(Program, StringComparer.Ordinal);

    public static Shebang? Of(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
            return null;
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var line = (lineEnd < 0 ? text : text[..lineEnd]).TrimEnd('\r', ' ', '\t');
        var words = line[2..].Split(
            [' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileName).OfType<string>().ToList();
        var program = words is ["env", ..] ? words.Skip(1).FirstOrDefault(word => !word.StartsWith('-')) : words.FirstOrDefault();
        return new Shebang(line, program ?? "");
    }
}
