using System.Net;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Kato;

public sealed class KatoNodesTests
{
    private const string Json = """
        {"10.0.0.4":{"roles":{"base":"START","primary":"START"}},"10.0.0.5":{"roles":{"base":"START","dea":"START"}},
         "10.0.0.6":{"roles":{"base":"START","dea_ng_of_old":"START"}},"fd00::7":{"roles":{"dea":"STOP"}}}
        """;

    private const string Listed = "10.0.0.4    base primary controller\n10.0.0.5    base,dea\n10.0.0.6    base dea-of-old\n\nfd00::7 dea\nWARNING: no luck\n";

    [Fact]
    public void A_DEA_has_the_role_and_not_one_that_looks_like_it()
    {
        Assert.Equal([IPAddress.Parse("10.0.0.5"), IPAddress.Parse("fd00::7")], KatoNodes.FromConfig(Json)!.Value.Where(node => node.IsDea).Select(node => node.Address));
        Assert.Equal([IPAddress.Parse("10.0.0.5"), IPAddress.Parse("fd00::7")], KatoNodes.FromList(Listed).Where(node => node.IsDea).Select(node => node.Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no such component")]
    [InlineData("""{"10.0.0.5":{"services":{}}}""")]
    [InlineData("""{"roles":{"dea":"START"}}""")]
    public void What_names_no_nodes_is_not_taken_for_some(string json) => Assert.Null(KatoNodes.FromConfig(json));

    [Fact]
    public async Task Where_the_configuration_tells_no_nodes_the_list_does()
    {
        var shell = new ScriptedShell(line => line == "kato node list" ? new CommandResult(0, Listed, "") : new CommandResult(1, "", "no such component"));

        Assert.Equal(4, (await NodesAsync(shell)).Count());
        Assert.Equal(["kato config get node --json", "kato node list"], shell.Asked);
    }

    [Fact]
    public async Task Where_nothing_tells_any_it_fails_and_says_what_to_try()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => NodesAsync(new ScriptedShell(_ => new CommandResult(0, "", ""))));

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Contains("kato node list", error.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<KatoNode>> NodesAsync(INodeShell shell) =>
        await new KatoClient(shell, TimeProvider.System).ListNodesAsync(TestContext.Current.CancellationToken);
}
