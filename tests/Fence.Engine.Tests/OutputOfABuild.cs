using System.Diagnostics;

namespace Fence.Engine.Tests;

/// <summary>What is printed and written, compared with files that people have read.</summary>
public sealed class OutputOfABuild : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-publish", "--help", "Publish")]
    [InlineData("help-deploy", "--help", "deploy")]
    [InlineData("plan", "--plan", "Clean", "Publish", "OnlyOnServers", "OnlyWithNodes")]
    [InlineData("plan-of-friends", "--plan", "Ping")]
    [InlineData("completion-bash", "--completion", "bash")]
    [InlineData("completion-zsh", "--completion", "zsh")]
    [InlineData("completion-powershell", "--completion", "powershell")]
    [InlineData("run", "--parallel", "1", "--stamp", "1.2", "Publish", "PrintVersion")]
    [InlineData("run-minimal", "Publish", "--verbosity", "minimal", "--no-logo")]
    [InlineData("run-failed-quiet", "CleanUp", "--verbosity", "quiet", "--parallel", "1")]
    [InlineData("run-failed", "--parallel", "1", "CleanUp")]
    [InlineData("run-dry", "Publish", "OnlyWithNodes", "OnlyOnServers", "--dry-run", "--parallel", "1")]
    [InlineData("run-dry-on-condition", "OnlyWithNodes", "--dry-run", "--nodes", "2", "--no-logo", "--parallel", "1")]
    public async Task It_looks_as_agreed(string name, params string[] arguments)
    {
        var run = await sample.Run(arguments);

        Assert.Equal("", run.Error);
        Snapshot.Verify(sample.Normalize(run.Output), name);
    }

    [Theory]
    [InlineData("build.sh", "Publ", "Publish")]
    [InlineData("./build.sh", "--image", "--image-tag")]
    [InlineData("build.sh", "Annou", "")]
    [InlineData("build.sh", "--hid", "")]
    public async Task Bash_completes_what_there_is_to_say(string command, string typed, string completed)
    {
        sample.With("completion.sh", (await sample.Run("--completion", "bash")).Output);

        // What bash keeps for the command is what it is asked to complete with; files, its last resort, are left out.
        const string Script = """
            source completion.sh
            kept=$(complete -p "$0") && kept=${kept#complete -o default } && eval "compgen ${kept% *} -- '$1'"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", Script, command, typed])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = sample.Root,
        })!;

        Assert.Equal(completed, (await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd());
    }

    [Theory]
    [InlineData("plan.mmd")]
    [InlineData("plan.html")]
    public async Task The_plan_is_also_a_file(string name)
    {
        var run = await sample.Run("--plan", "Clean", "Publish", "OnlyOnServers", "OnlyWithNodes");

        Assert.Contains(Path.Combine(sample.Root, ".nuke", "temp", name), run.Output, StringComparison.Ordinal);
        Snapshot.Verify(sample.Read($".nuke/temp/{name}"), name);
    }

    [Fact]
    public async Task The_page_of_the_plan_needs_nothing_but_itself()
    {
        await sample.Run("--plan");

        var page = sample.Read(".nuke/temp/plan.html");
        foreach (var outside in (string[])["http:", "https:", "//", "src=", "href=", "@import", "<script"])
            Assert.DoesNotContain(outside, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Help_tells_where_a_value_came_from()
    {
        sample.With(".nuke/parameters.json", """{ "Nodes": 4 }""");
        (sample.Variables["IMAGE_TAG"], sample.Variables["REGISTRY_PASSWORD"]) = ("v7", "geheim");

        var run = await sample.Run("--help");

        Snapshot.Verify(string.Join('\n', run.Output.Split('\n').Where(l => l.Contains("--image-tag <") || l.Contains("--nodes") || l.Contains("--registry"))) + "\n", "help-sources");
    }

    [Fact]
    public async Task Help_for_an_unknown_target_suggests_one()
    {
        var run = await sample.Run("--help", "Publsh");

        Assert.Equal((2, "error: There is no target Publsh; did you mean Publish?\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Help_is_shown_whatever_else_is_wrong()
    {
        var run = await sample.Run("--help", "--no-such-thing");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Help_leaves_no_trace()
    {
        await sample.Run("--help");

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(sample.Root, ".nuke")));
    }

    [Fact]
    public async Task The_schema_is_written_when_it_changes_and_only_then()
    {
        var path = Path.Combine(sample.Root, ".nuke", "build.schema.json");
        await sample.Run("--plan");
        Snapshot.Verify(sample.Read(".nuke/build.schema.json"), "build.schema");

        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, before);
        await sample.Run("--plan");
        Assert.Equal(before, File.GetLastWriteTimeUtc(path));

        await sample.With(".nuke/build.schema.json", "{}").Run("--plan");
        Snapshot.Verify(sample.Read(".nuke/build.schema.json"), "build.schema");
    }

    [Fact]
    public async Task The_log_file_has_what_was_printed_and_what_was_too_quiet_to_be()
    {
        var run = await sample.Run("Compile", "--verbosity", "minimal");

        var log = sample.Read(Path.GetRelativePath(sample.Root, Assert.Single(Directory.GetFiles(Path.Combine(sample.Root, ".nuke", "temp"), "build.*.log"))));
        Assert.DoesNotContain("restored", run.Output, StringComparison.Ordinal);
        Assert.Contains("[INF] restored", log, StringComparison.Ordinal);
        Assert.Contains("[DBG] forced", log, StringComparison.Ordinal);
        Assert.EndsWith(run.Output[run.Output.IndexOf("\nTarget", StringComparison.Ordinal)..], log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_logs_are_kept()
    {
        var temp = Directory.CreateDirectory(Path.Combine(sample.Root, ".nuke", "temp")).FullName;
        for (var i = 1; i <= 8; i++) File.WriteAllText(Path.Combine(temp, $"build.2020-01-0{i}_00-00-00.{i}.log"), "");

        await sample.Run("Clean");

        Assert.Equal(5, Directory.GetFiles(temp, "build.*_*.log").Length);
        Assert.False(File.Exists(Path.Combine(temp, "build.2020-01-01_00-00-00.1.log")));
    }

    [Fact]
    public async Task A_quiet_run_that_succeeds_prints_nothing_of_its_own()
    {
        var run = await sample.Run("Publish", "--verbosity", "quiet");

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task The_last_words_are_the_callers_and_masked()
    {
        sample.Variables["LAST_WORDS"] = "1 passed, 0 failed, secret: geheim, then: gehe";

        var run = await sample.Run("Clean", "--registry-password", "geheim");

        Assert.EndsWith("\n1 passed, 0 failed, secret: ***, then: gehe\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_no_colours_where_there_is_no_terminal()
    {
        var run = await sample.Run();

        Assert.DoesNotContain('\e', run.Output);
    }
}
