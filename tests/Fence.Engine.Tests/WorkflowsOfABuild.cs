using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fence.Engine.Tests;

/// <summary>The workflow files that a build writes, and those of this repository.</summary>
public sealed class WorkflowsOfABuild : IDisposable
{
    private readonly SampleProgram sample = new();

    public WorkflowsOfABuild()
    {
        sample.Variables["SAMPLE_BUILD"] = "workflows";
        sample.With("global.json", "{}");
    }

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task They_are_written_as_the_attributes_say_and_told()
    {
        var run = await sample.Run("Pack", "--parallel", "1");

        Assert.StartsWith($"Written anew: {sample.Root}/.github/workflows/everything.yml\nWritten anew: {sample.Root}/.github/workflows/little.yml\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(["everything.yml", "little.yml"], Written());
        Snapshot.Verify(sample.Read(".github/workflows/everything.yml"), "workflow-everything");
        Snapshot.Verify(sample.Read(".github/workflows/little.yml"), "workflow-little");
    }

    [Fact]
    public async Task They_are_written_when_they_change_and_only_then()
    {
        await sample.Run("--plan");
        Assert.DoesNotContain("Written anew", (await sample.Run("--plan")).Output, StringComparison.Ordinal);

        var run = await sample.With(".github/workflows/little.yml", "edited").Run("--plan");

        Assert.StartsWith($"Written anew: {sample.Root}/.github/workflows/little.yml\n", run.Output, StringComparison.Ordinal);
        Snapshot.Verify(sample.Read(".github/workflows/little.yml"), "workflow-little");
    }

    [Fact]
    public async Task Those_that_no_run_writes_are_written_with_the_plan()
    {
        await sample.Run("--plan");

        Assert.Equal(["by_hand.yml", "everything.yml", "little.yml"], Written());
    }

    [Theory]
    [InlineData("--host", "GitHubActions")]
    [InlineData("--dry-run")]
    [InlineData("--help")]
    public async Task They_are_not_written_on_a_server_and_not_where_nothing_may_be_changed(params string[] arguments)
    {
        await sample.Run(arguments);

        Assert.False(Directory.Exists(Path.Combine(sample.Root, ".github")));
    }

    [Fact]
    public async Task GitHubs_published_schema_takes_them()
    {
        await sample.Run("--plan");
        string[] files = [.. Directory.GetFiles(Path.Combine(sample.Root, ".github", "workflows")), .. Directory.GetFiles(Path.Combine(Repository(), ".github", "workflows"))];

        var (exitCode, output) = await ValidateAsync(files);

        Assert.True(exitCode == 0, output);
        Assert.Equal(5, files.Length);
    }

    [Fact]
    public async Task The_check_against_the_schema_finds_what_is_wrong()
    {
        sample.With("wrong.yml", "name: wrong\non: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - user: actions/checkout@v4\n");

        Assert.NotEqual(0, (await ValidateAsync([Path.Combine(sample.Root, "wrong.yml")])).ExitCode);
    }

    [Fact]
    public async Task Those_of_this_repository_and_its_schema_are_what_the_build_writes()
    {
        // The build itself, in a folder of its own, which has nothing but what the texts depend on.
        sample.With("global.json", File.ReadAllText(Path.Combine(Repository(), "global.json")));
        var build = await sample.RunProgram(Path.Combine(AppContext.BaseDirectory, "_build.dll"), "--plan");
        Assert.Equal(0, build.ExitCode);

        foreach (var file in Written().Select(name => $".github/workflows/{name}").Append(".nuke/build.schema.json"))
            Assert.True(File.ReadAllText(Path.Combine(Repository(), file)) == sample.Read(file), $"{file} is stale: run ./build.sh --plan and check in what it writes");
        Assert.Equal(Written(), Directory.GetFiles(Path.Combine(Repository(), ".github", "workflows")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private IEnumerable<string?> Written() =>
        Directory.GetFiles(Path.Combine(sample.Root, ".github", "workflows")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    // The validator carries the schema that GitHub's own editor uses; npm keeps it for the next time.
    private static async Task<(int ExitCode, string Output)> ValidateAsync(string[] files)
    {
        var each = string.Join(" && ", files.Select(file => $"action-validator '{file}'"));
        var start = new ProcessStartInfo("npm",
            ["exec", "--yes", "--package=@action-validator/core@0.6.0", "--package=@action-validator/cli@0.6.0", "-c", each])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static string Repository([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
