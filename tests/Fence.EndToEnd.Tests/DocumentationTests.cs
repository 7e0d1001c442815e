using System.Text.RegularExpressions;

namespace Fence.EndToEnd.Tests;

/// <summary>The documentation's commands, typed as they stand there and in their order, on a cloud that is made for it.</summary>
[Trait("Category", "docker")]
public sealed partial class DocumentationTests : IDisposable
{
    private const string Micro = "    micro_cloud:\n      deas: 2\n";

    // Only the cloud's name differs from what is written, so that a cloud of whoever runs these tests is left alone.
    private readonly string name = $"docs-{Guid.NewGuid().ToString("N")[..6]}";
    private readonly Workspace workspace;

    public DocumentationTests() => workspace = new Workspace(name, Micro);

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Every_command_of_the_readme_works_in_the_order_it_is_told()
    {
        await workspace.CommitAsync();
        var commands = CommandsOf("README.md");

        Assert.Equal("./build.sh", commands[0]);
        Assert.Equal("./build.sh StopMicroCloud", commands[^1]);
        var printed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in commands)
            printed[command] = await TypeAsync(command);

        Assert.Contains("every DEA has the first configured image, with one image ID", printed["./build.sh ShowStatus"], StringComparison.Ordinal);
        Assert.Matches($@"^- api\.{name}\.test:5000/{Workspace.ImageName}:\S+\n- helion/stack-alsek\n- helion/stack/alsek$", printed[commands[2]]);
        Assert.Contains(Workspace.ImageName, printed[commands[3]], StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Every_command_of_the_micro_clouds_page_works_down_to_its_removal_without_this_project()
    {
        // Images are shared with other clouds: what removes them is not typed here.
        var commands = CommandsOf("docs/micro-cloud.md")
            .Where(command => !command.StartsWith("docker rmi", StringComparison.Ordinal) && command != "./build.sh StopMicroCloud");
        await TypeAsync("./build.sh StartMicroCloud");

        await TypeAsync("shopt -s expand_aliases\nset -e\n" + string.Join('\n', commands));

        await NothingIsLeftAsync();
        Assert.Equal("", await Shell.RunAsync("docker", "network", "ls", "--quiet", "--filter", $"name=^{name}$"));
    }

    [Fact]
    public async Task Every_command_of_the_rollouts_page_works_on_a_cluster_that_is_there()
    {
        await workspace.CommitAsync();
        await TypeAsync("./build.sh");

        foreach (var command in CommandsOf("docs/rollout.md"))
            await TypeAsync(command);

        await TypeAsync("./build.sh StopMicroCloud");
    }

    [Fact]
    public async Task The_definition_in_the_readme_is_read_without_an_error()
    {
        var yaml = YamlBlock().Match(Text("README.md")).Groups["text"].Value;
        workspace.Write("fence.yml", Workspace.Shipped + yaml);

        var result = (await Build.RunAsync(workspace, "ValidateHooks", "--cluster", "production")).Expect(0);

        Assert.Contains("cluster     production", result.Output, StringComparison.Ordinal);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static List<string> CommandsOf(string file) =>
    [
        .. ConsoleBlock().Matches(Text(file))
            .SelectMany(block => block.Groups["lines"].Value.Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
            .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
            .Select(line => line[2..]),
    ];

    private Task<string> TypeAsync(string typed) => Shell.RunAsync("/bin/bash", "-c", MicroName()
        .Replace(typed, name)
        .Replace("./build.sh", $"{Repository.Root}/build.sh --root {workspace.Root}", StringComparison.Ordinal));

    private async Task NothingIsLeftAsync()
    {
        Assert.Equal("", await Shell.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"name={name}-"));
        Assert.Equal("", await Shell.RunAsync("docker", "volume", "ls", "--quiet", "--filter", $"name={name}-"));
    }

    // The cloud's name, where it is one: micro-core, fence/micro/, label=…=micro, network rm micro; not micro-cloud.
    [GeneratedRegex(@"\bmicro\b(?=-core|-dea|/|\)|\.lock| ~|$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MicroName();

    [GeneratedRegex("^```console\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlBlock();
}
