using System.Text.RegularExpressions;

namespace Fence.EndToEnd.Tests;

/// <summary>The README's commands, typed as they stand there, in their order, on a machine where no such cloud runs yet.</summary>
[Trait("Category", "docker")]
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Every_command_of_the_readme_works_in_the_order_it_is_told()
    {
        // Only the cloud's name differs, so that a cloud of whoever runs these tests is left alone.
        var name = $"readme-{Guid.NewGuid().ToString("N")[..6]}";
        using var workspace = new Workspace(name, "    micro_cloud:\n      deas: 2\n");
        await workspace.CommitAsync();
        var commands = ConsoleBlock().Matches(Readme)
            .SelectMany(block => block.Groups["lines"].Value.Split('\n'))
            .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
            .Select(line => line[2..])
            .ToList();

        Assert.Equal("./build.sh", commands[0]);
        Assert.Equal("./build.sh StopMicroCloud", commands[^1]);
        var printed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in commands)
        {
            var typed = command
                .Replace("./build.sh", $"{Repository.Root}/build.sh --root {workspace.Root}", StringComparison.Ordinal)
                .Replace("fence/micro/", $"fence/{name}/", StringComparison.Ordinal)
                .Replace(" micro-", $" {name}-", StringComparison.Ordinal);
            printed[command] = await Shell.RunAsync("/bin/bash", "-c", typed);
        }

        Assert.Contains("every DEA has the first configured image, with one image ID", printed["./build.sh ShowStatus"], StringComparison.Ordinal);
        Assert.Matches($@"^- api\.{name}\.test:5000/exampleco/stack-alsek:\S+\n- helion/stack-alsek\n- helion/stack/alsek$", printed[commands[2]]);
        Assert.Contains("exampleco/stack-alsek", printed[commands[3]], StringComparison.Ordinal);
        Assert.Equal("", await Shell.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"name={name}-"));
        Assert.Equal("", await Shell.RunAsync("docker", "volume", "ls", "--quiet", "--filter", $"name={name}-"));
    }

    [Fact]
    public async Task The_definition_in_the_readme_is_read_without_an_error()
    {
        using var workspace = new Workspace("unused", "    micro_cloud:\n      deas: 2\n");
        var yaml = YamlBlock().Match(Readme).Groups["text"].Value;
        workspace.Write("fence.yml", File.ReadAllText(Path.Combine(Repository.Root, "fence.yml")).Split("# The cluster")[0] + yaml);

        var result = (await Build.RunAsync(workspace, "ValidateHooks", "--cluster", "production")).Expect(0);

        Assert.Contains("cluster     production", result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```console\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlBlock();
}
