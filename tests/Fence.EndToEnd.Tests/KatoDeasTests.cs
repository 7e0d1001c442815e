namespace Fence.EndToEnd.Tests;

/// <summary>A cluster whose DEAs nobody lists: kato on its Core node is asked, and the nodes are reached by the addresses that it tells.</summary>
[Trait("Category", "docker")]
public sealed class KatoDeasTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task The_DEAs_that_kato_knows_get_the_image_and_those_that_it_does_not_know_are_an_error()
    {
        var (core, first, second) = (await AddressAsync("core"), await AddressAsync("dea-1"), await AddressAsync("dea-2"));
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        var listed = workspace.Definition[..workspace.Definition.IndexOf("    deas:", StringComparison.Ordinal)];
        var ssh = File.ReadAllText(Cloud.SshConfig);
        foreach (var (node, address) in new[] { ("dea-1", first), ("dea-2", second) })
            ssh = ssh.Replace($"Host {Cloud.Container(node)}\n", $"Host {address}\n", StringComparison.Ordinal);
        workspace.Write("ssh_config", ssh);
        listed = listed.Replace(Cloud.SshConfig, "ssh_config", StringComparison.Ordinal);
        await workspace.CommitAsync();

        workspace.Write("fence.yml", $"{listed}    deas: from kato\n");
        (await Build.RunAsync(workspace, "RolloutDeas")).Expect(0);
        var status = (await Build.RunAsync(workspace, "ShowStatus")).Expect(0);
        Assert.Matches($@"(?m)^{first} +20\.10", status.Output);
        Assert.Matches($@"(?m)^{second} +20\.10", status.Output);
        Assert.DoesNotContain($"{core} ", status.Output, StringComparison.Ordinal);

        workspace.Write("fence.yml", $"{listed}    deas:\n      from: kato\n      zones: [{{ name: north, nodes: [{first}] }}]\n      out_of_service: {{ {second}: no disk }}\n");
        var plan = (await Build.RunAsync(workspace, "RolloutDeas", "--skip", "--dry-run")).Expect(0);
        Assert.Contains($"{first}: has the image", plan.Output, StringComparison.Ordinal);
        Assert.Contains($"left out: {second}, out of service: no disk", plan.Output, StringComparison.Ordinal);

        workspace.Write("fence.yml", $"{listed}    deas:\n      from: kato\n      exclude: [{core}]\n");
        var wrong = (await Build.RunAsync(workspace, "ShowStatus")).Expect(2);
        Assert.Contains($"error FY016: fence.yml names {core} among the DEAs of real, and kato knows no such DEA", wrong.Output, StringComparison.Ordinal);
    }

    private async Task<string> AddressAsync(string node) =>
        (await Shell.RunAsync("docker", "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", Cloud.Container(node))).Trim();
}
