using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Nuke.Common.Execution;

namespace Fence.Engine.Tests;

/// <summary>What docs/engine.md shows is true: commands are taken by the build, outputs are what it prints, code is lifted from it.</summary>
public sealed partial class DocumentationOfTheEngine : IDisposable
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(Here(), "..", ".."));
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository, "docs", "engine.md"));

    private readonly SampleProgram program = new();

    public static TheoryData<string, string> Commands { get; } = new(Blocks("console").SelectMany(Split));

    public void Dispose() => program.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_does_what_is_shown(string command, string output)
    {
        program.With("global.json", "{}").With(".nuke/parameters.json", Assert.Single(Blocks("json")));
        var words = command.Split(' ').ToList();
        while (words[0] != "./build.sh")
        {
            var (name, value) = (words[0].Split('=')[0], words[0].Split('=')[1]);
            program.Variables[name] = value;
            words.RemoveAt(0);
        }

        // What is shown without an output is asked for, and not done.
        string[] onlyAsked = output.Length == 0 && !command.Contains("--help") && !command.Contains("--completion") ? ["--plan"] : [];
        var run = await program.RunProgram(Path.Combine(AppContext.BaseDirectory, "_build.dll"), [.. words[1..], .. onlyAsked]);

        Assert.Equal(output.StartsWith("error:", StringComparison.Ordinal) ? 2 : 0, run.ExitCode);
        if (output.Length > 0) Assert.StartsWith(output, WithoutNotes(run.Output) + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_lifted_from_the_build()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository, "build"), "*.cs").Select(File.ReadAllText).ToList();

        Assert.All(Blocks("csharp"), block => Assert.Contains(sources, source => source.Contains(block, StringComparison.Ordinal)));
        Assert.Equal(2, Blocks("csharp").Count());
    }

    [Fact]
    public void Every_option_of_the_engine_is_told_of()
    {
        string[] evident = ["root", "no-logo"];
        var options = ParameterDeclaration.Of(typeof(BuildSettings)).Select(o => o.Option).Except(evident, StringComparer.Ordinal);

        Assert.All(options, option => Assert.Contains($"--{option}", Text, StringComparison.Ordinal));
    }

    private static string WithoutNotes(string output) =>
        string.Join('\n', output.Split('\n').Where(l => !l.StartsWith("Written anew", StringComparison.Ordinal)));

    private static IEnumerable<(string Command, string Output)> Split(string block)
    {
        var parts = block.Split("$ ", StringSplitOptions.RemoveEmptyEntries);
        return parts.Select(part => (part[..part.IndexOf('\n')], part[(part.IndexOf('\n') + 1)..]));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value);

    private static string Here([CallerFilePath] string caller = "") => Path.GetDirectoryName(caller)!;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
