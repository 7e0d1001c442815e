namespace Fence.Engine.Tests;

/// <summary>What is printed on each CI server, in the notation of its documentation, and how a server is recognized.</summary>
public sealed class HostsOfABuild : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("github", "GITHUB_ACTIONS", "true")]
    [InlineData("gitlab", "GITLAB_CI", "true")]
    [InlineData("teamcity", "TEAMCITY_VERSION", "2025.07")]
    public async Task A_server_is_known_by_its_variable_and_gets_its_own_notation(string name, string variable, string value)
    {
        sample.Variables[variable] = value;

        var run = await sample.Run("CleanUp", "FailsOddly", "--parallel", "1");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Snapshot.Verify(sample.Normalize(run.Output).Replace("\e", "{esc}", StringComparison.Ordinal).Replace("\r", "{cr}", StringComparison.Ordinal), $"run-on-{name}");
    }

    [Theory]
    [InlineData("githubactions", "::group::Restore")]
    [InlineData("GitLab", "section_start:")]
    [InlineData("TeamCity", "##teamcity[blockOpened name='Restore']")]
    [InlineData("Terminal", "══ Restore ")]
    public async Task A_server_can_be_said(string host, string expected)
    {
        sample.Variables["GITHUB_ACTIONS"] = "true";

        var run = await sample.Run("Restore", "--host", host);

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_GitHub_the_table_is_added_to_the_pages_summary()
    {
        sample.With("summary.md", "what was there\n\n");
        (sample.Variables["GITHUB_ACTIONS"], sample.Variables["GITHUB_STEP_SUMMARY"]) = ("true", Path.Combine(sample.Root, "summary.md"));

        await sample.Run("CleanUp", "FailsOddly", "Login", "--registry-password", "geheim", "--parallel", "1");

        var summary = sample.Read("summary.md");
        Assert.DoesNotContain("geheim", summary, StringComparison.Ordinal);
        Snapshot.Verify(sample.Normalize(summary), "github-summary");
    }

    [Fact]
    public async Task On_a_server_nobody_is_asked_and_the_build_knows_that_it_is_on_one()
    {
        sample.Variables["GITLAB_CI"] = "true";

        var run = await sample.Run("OnlyOnServers");

        Assert.Equal("Succeeded", run.Status("OnlyOnServers"));
    }
}
