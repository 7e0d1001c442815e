namespace Fence.Engine.Tests;

/// <summary>A secret is seen nowhere: not on the console, not in a file, not in an exception.</summary>
public sealed class SecretsOfARun : IDisposable
{
    private const string Secret = "s3cr=t/with \"all\"";

    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("Login")]
    [InlineData("LoginFails")]
    [InlineData("LoginFails", "--verbosity", "verbose")]
    [InlineData("LoginFails", "--host", "GitHubActions")]
    public async Task A_secret_from_the_command_line_is_masked(params string[] arguments)
    {
        var run = await sample.Run([.. arguments, "--registry-password", Secret]);

        AssertUnseen(run);
        Assert.Contains("***", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_from_the_environment_is_masked()
    {
        sample.Variables["REGISTRY_PASSWORD"] = Secret;

        AssertUnseen(await sample.Run("Login"));
        AssertUnseen(await sample.Run("--help"));
    }

    [Fact]
    public async Task A_secret_from_a_file_is_masked()
    {
        sample.With(".nuke/parameters.local.json", """{ "RegistryPassword": "s3cr=t/with \"all\"" }""");

        AssertUnseen(await sample.Run("Login", "--profile", "local"));
        AssertUnseen(await sample.Run("--help", "--profile", "local"));
    }

    private void AssertUnseen(RunResult run)
    {
        var kept = Directory.GetFiles(Path.Combine(sample.Root, ".nuke"), "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).StartsWith("parameters.", StringComparison.Ordinal)).Select(File.ReadAllText);
        Assert.All([run.Output, run.Error, .. kept], text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }
}
