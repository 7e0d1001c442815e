using System.Text.Json;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>What else kato does (DOMAIN sections 3 and 4).</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class KatoNodeTests(CloudFixture cloud)
{
    [Fact]
    public async Task Node_list_has_an_address_first_and_the_roles_after_it()
    {
        var lines = (await cloud.SshAsync("core", "kato node list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var nodes = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal(3, nodes.Count);
        Assert.Single(nodes, node => node.Contains("primary"));
        Assert.Equal(2, nodes.Count(node => node.Contains("dea")));
        var addresses = new List<string>();
        foreach (var node in (string[])["core", "dea-1", "dea-2"])
            addresses.Add((await cloud.SshAsync(node, "hostname -i")).Output.Trim());
        Assert.Equal(addresses.Order(StringComparer.Ordinal), nodes.Select(node => node[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Config_get_node_tells_the_roles_by_address()
    {
        var address = (await cloud.SshAsync("dea-1", "hostname -i")).Output.Trim();
        using var document = JsonDocument.Parse((await cloud.SshAsync("core", "kato config get node --json")).Output);

        var dea = document.RootElement.GetProperty(address).GetProperty("roles");
        Assert.Equal("{\"base\": \"START\", \"dea\": \"START\"}", dea.GetRawText());
        Assert.Equal(3, document.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public async Task Node_list_as_json_is_the_roles_by_address()
    {
        using var document = JsonDocument.Parse((await cloud.SshAsync("core", "kato node list -j")).Output);
        Assert.Equal(2, document.RootElement.EnumerateObject().Count(node => node.Value.EnumerateArray().Any(role => role.GetString() == "dea")));
    }

    [Fact]
    public async Task A_restart_of_fence_is_told_and_recorded()
    {
        var answer = await cloud.SshAsync("core", "kato process restart -c fence");
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(2, answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var last = (await cloud.SshAsync("dea-1", "kato history")).Output.TrimEnd().Split('\n')[^1];
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z stackato@core kato process restart -c fence$", last);
    }

    [Fact]
    public async Task A_process_of_another_node_is_not_restarted_from_here() =>
        Assert.Equal(1, (await cloud.SshAsync("core", "kato process restart fence")).ExitCode);

    [Fact]
    public async Task A_process_is_ready() =>
        Assert.Equal(new Answer(0, "READY\n", ""), await cloud.SshAsync("dea-1", "kato process ready fence"));

    [Fact]
    public async Task Status_shows_the_processes_of_every_node()
    {
        var status = (await cloud.SshAsync("core", "kato status")).Output;
        Assert.Equal(2, status.Split('\n').Count(line => line.Trim().StartsWith("dea_ng", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task History_holds_what_changed_something_and_nothing_else()
    {
        await cloud.SshAsync("core", "kato config set --json stager h1/key '\"one two\"'");
        await cloud.SshAsync("core", "kato config get stager h1/key");

        var entries = JsonDocument.Parse((await cloud.SshAsync("core", "kato history --json")).Output).RootElement.EnumerateArray().ToList();
        Assert.Equal("kato config set stager h1/key '\"one two\"'", entries[^1].GetProperty("command").GetString());
        Assert.Equal("stackato", entries[^1].GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("kato")]
    [InlineData("helion")]
    public async Task Root_is_refused(string command)
    {
        var answer = await cloud.RootAsync("core", command, command == "kato" ? "status" : "quotas");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("not by root", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kato --help")]
    [InlineData("helion --help")]
    public async Task The_stand_ins_say_that_they_are(string command) =>
        Assert.Contains("STAND-IN, written from the product's published documentation", (await cloud.SshAsync("core", command)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Redis_is_down_so_kato_fails_and_says_why()
    {
        await cloud.RootAsync("core", "sv", "stop", "redis");
        try
        {
            foreach (var node in (string[])["core", "dea-1"])
            {
                var answer = await cloud.SshAsync(node, "kato config get fence docker/images");
                Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
                Assert.Contains("cannot reach Redis at core:7474", answer.Errors, StringComparison.Ordinal);
            }
        }
        finally
        {
            await cloud.RootAsync("core", "sv", "start", "redis");
        }

        Assert.Equal(0, (await cloud.SshAsync("core", "until kato config get fence >/dev/null 2>&1; do :; done")).ExitCode);
    }
}
