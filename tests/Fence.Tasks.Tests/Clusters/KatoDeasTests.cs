using System.Collections.Immutable;
using System.Net;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;

namespace Fence.Tasks.Tests.Clusters;

public sealed class KatoDeasTests
{
    private static readonly ImmutableArray<KatoNode> Known = [Node("10.0.0.10", "base", "dea"), Node("10.0.0.4", "base", "primary"), Node("10.0.0.9", "dea"), Node("10.0.1.5", "dea")];

    [Fact]
    public void The_DEAs_are_reached_as_the_Core_nodes_user_in_the_order_of_their_addresses() => Assert.Equal(
        ["10.0.0.9 ssh://stackato@10.0.0.9", "10.0.0.10 ssh://stackato@10.0.0.10", "10.0.1.5 ssh://stackato@10.0.1.5"],
        Deas("from kato").Select(dea => $"{dea.Name} {dea.Endpoint}"));

    [Fact]
    public void Zones_mirrors_exclusions_and_reasons_go_by_address() => Assert.Equal(
        [
            new NodeDefinition("10.0.0.9", "tcp://10.0.0.9:2376") { Zone = "south", OutOfService = "being mended" },
            new NodeDefinition("10.0.0.10", "tcp://10.0.0.10:2376") { Zone = "north", Mirror = "mirror:5000" },
        ],
        Deas("""
            
              from: kato
              endpoint: tcp://{address}:2376
              zones:
                - { name: north, nodes: [10.0.0.10], mirror: "mirror:5000" }
                - { name: south, nodes: [10.0.0.0/24] }
              exclude: [10.0.1.0/24]
              out_of_service: { 10.0.0.9: being mended }
            """));

    [Fact]
    public void One_node_alone_is_the_Core_node_and_one_of_version_6_stands_in_brackets() => Assert.Equal(
        ["127.0.0.1 ssh://stackato@core.test", "fd00--7 ssh://stackato@[fd00::7]"],
        Deas("from kato", [Node("127.0.0.1", "base", "dea"), Node("fd00::7", "dea")]).Select(dea => $"{dea.Name} {dea.Endpoint}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("exclude: [10.0.0.4]", "10.0.0.4")]
    [InlineData("out_of_service: { 10.0.0.99: gone }", "10.0.0.99")]
    [InlineData("zones: [{ name: north, nodes: [10.0.0.8] }]", "10.0.0.8")]
    public void An_address_that_is_no_DEA_is_an_error(string wrong, string address)
    {
        var error = Assert.Throws<FenceException>(() => Deas($"\n  from: kato\n  {wrong}"));

        Assert.Equal(ExitCode.BadInput, error.Exit);
        Assert.Equal($"fence.yml names {address} among the DEAs of test, and kato knows no such DEA", error.Message);
        Assert.Contains("10.0.0.9, 10.0.0.10, 10.0.1.5", error.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_without_a_DEA_in_service_is_an_error()
    {
        Assert.Equal("FY017", Assert.Throws<FenceException>(() => Deas("\n  from: kato\n  exclude: [10.0.0.0/16]")).Diagnostics[0].Code);
        Assert.Equal("FY017", Assert.Throws<FenceException>(() => Deas("from kato", [Node("10.0.0.4", "primary")])).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("from nowhere", "FY008 clusters.test.deas: 'from nowhere' is neither a list nor 'from kato'")]
    [InlineData("{ from: nowhere }", "FY008 clusters.test.deas.from: 'nowhere' is nothing that DEAs can come from")]
    [InlineData("{ zones: [] }", "FY005 clusters.test.deas.from is missing")]
    [InlineData("{ from: kato, name: x }", "FY004 unknown key clusters.test.deas.name")]
    [InlineData("{ from: kato, endpoint: 'ssh://a@b' }", "FY009 clusters.test.deas.endpoint: does not say where the address goes: {address}")]
    [InlineData("{ from: kato, endpoint: 'ssh://a:b@{address}' }", "FY009 clusters.test.deas.endpoint: holds a password")]
    [InlineData("{ from: kato, exclude: [10.0.0.300] }", "FY008 clusters.test.deas.exclude: '10.0.0.300' is neither an address nor a network")]
    [InlineData("{ from: kato, zones: [{ name: 'a b', nodes: [::1] }] }", "FY008 clusters.test.deas.zones[0].name: 'a b' is not a name for a zone")]
    [InlineData("{ from: kato, zones: [{ name: north }] }", "FY005 clusters.test.deas.zones[0].nodes is missing")]
    [InlineData("{ from: kato, out_of_service: { dea-1: gone } }", "FY008 clusters.test.deas.out_of_service.dea-1: is not an address")]
    [InlineData("{ from: kato, out_of_service: { 10.0.0.5: '  ' } }", "FY008 clusters.test.deas.out_of_service.10.0.0.5: gives no reason")]
    public void What_is_wrong_in_the_file_is_said(string deas, string finding)
    {
        var error = Assert.Throws<FenceException>(() => Read(deas));

        var only = Assert.Single(error.Diagnostics);
        Assert.Equal(finding, $"{only.Code} {only.Message}");
    }

    private static KatoNode Node(string address, params string[] roles) => new(IPAddress.Parse(address), [.. roles]);

    private static ImmutableArray<NodeDefinition> Deas(string deas) => Deas(deas, Known);

    private static ImmutableArray<NodeDefinition> Deas(string deas, ImmutableArray<KatoNode> known)
    {
        var cluster = Read(deas);
        return KatoDeas.Of(cluster.Name, cluster.Core!, cluster.DeasFromKato!, known);
    }

    private static ClusterDefinition Read(string deas) => FenceDefinitionReader.Parse(
        "image: { repository: a/b, base: 'a/b:c' }\nclusters:\n  test:\n    core: ssh://stackato@core.test\n    registry: { address: 'api.test:5000' }\n    deas: "
        + deas.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n",
        "fence.yml",
        "/").Cluster("test");
}
