using System.Collections.Immutable;
using System.Net;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>Makes the DEAs of a definition from the nodes that kato knows: computed from both.</summary>
public static class KatoDeas
{
    /// <summary>Makes them, in the order of their addresses, whatever kato's order is.</summary>
    /// <param name="cluster">The cluster's name, for messages.</param>
    /// <param name="core">The Core node; it is what kato calls 127.0.0.1 where there is one node alone.</param>
    /// <param name="wanted">What the definition says of them.</param>
    /// <param name="nodes">What kato knows.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: the definition names a node that is no DEA, or leaves none in service.</exception>
    public static ImmutableArray<NodeDefinition> Of(string cluster, NodeDefinition core, KatoDeasDefinition wanted, ImmutableArray<KatoNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(core);
        ArgumentNullException.ThrowIfNull(wanted);
        var deas = nodes.Where(node => node.IsDea).Select(node => node.Address).Distinct().OrderBy(SortKey, StringComparer.Ordinal).ToList();
        var unknown = Named(wanted).Where(address => !deas.Contains(address)).Distinct().ToList();
        if (unknown.Count > 0)
            throw Wrong(
                "FY016",
                $"fence.yml names {string.Join(", ", unknown)} among the DEAs of {cluster}, and kato knows no such DEA",
                $"kato's DEAs are {(deas.Count > 0 ? string.Join(", ", deas) : "none")}: take out what is gone, or mend the address");
        var used = deas.Where(address => !wanted.Excluded.Any(range => range.Has(address))).Select(address => Dea(address, core, wanted)).ToImmutableArray();
        return used.Any(dea => dea.OutOfService is null)
            ? used
            : throw Wrong("FY017", $"of the DEAs that kato knows of {cluster} none is in service", $"kato's DEAs are {(deas.Count > 0 ? string.Join(", ", deas) : "none")}: leave at least one in service");
    }

    private static NodeDefinition Dea(IPAddress address, NodeDefinition core, KatoDeasDefinition wanted)
    {
        var zone = wanted.Zones.FirstOrDefault(candidate => candidate.Nodes.Any(range => range.Has(address)));
        var template = wanted.Endpoint ?? $"ssh://{UserOf(core)}{KatoDeasDefinition.AddressPlace}";
        return new NodeDefinition(
            address.ToString().Replace(':', '-'),
            IPAddress.IsLoopback(address) ? core.Endpoint : KatoDeasDefinition.EndpointOf(template, address))
        {
            Zone = zone?.Name ?? NodeDefinition.DefaultZone,
            Mirror = zone?.Mirror,
            OutOfService = wanted.OutOfService.FirstOrDefault(entry => IPAddress.Parse(entry.Key).Equals(address)).Value,
        };
    }

    // Networks may well be larger than what is in them.
    private static IEnumerable<IPAddress> Named(KatoDeasDefinition wanted) =>
    [
        .. wanted.OutOfService.Keys.Select(IPAddress.Parse),
        .. wanted.Excluded.Concat(wanted.Zones.SelectMany(zone => zone.Nodes)).Where(range => range.IsSingle).Select(range => range.Network.BaseAddress),
    ];

    private static string UserOf(NodeDefinition core) => SshEndpoint.TryParse(core.Endpoint, out var endpoint) && endpoint.User is { } user ? $"{user}@" : "";

    private static string SortKey(IPAddress address) => Convert.ToHexString(address.MapToIPv6().GetAddressBytes());

    private static FenceException Wrong(string code, string message, string remedy) => new(ExitCode.BadInput, Diagnostic.Error(code, message, remedy));
}
