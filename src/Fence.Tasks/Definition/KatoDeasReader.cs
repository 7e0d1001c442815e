using System.Collections.Immutable;
using System.Net;

namespace Fence.Tasks.Definition;

/// <summary>Reads <c>deas</c> where it is no list: <c>from kato</c>, or a section that says so and more.</summary>
internal static class KatoDeasReader
{
    private const string Short = "from kato";
    private const string Kato = "kato";
    private const string AddressRemedy = "Write an address, such as 10.0.0.5, or a network, such as 10.0.1.0/24.";

    /// <summary>Whether <c>deas</c> is meant so.</summary>
    public static bool IsMeant(YamlSection cluster) => cluster.IsText("deas") || cluster.IsSection("deas");

    public static KatoDeasDefinition Read(YamlSection cluster)
    {
        if (cluster.IsText("deas"))
        {
            if (cluster.Text("deas") is { } word and not Short)
                cluster.Refuse("FY008", "deas", $"'{word}' is neither a list nor '{Short}'", $"List the DEAs with 'name' and 'endpoint', or write '{Short}'.");
            return new KatoDeasDefinition();
        }

        var deas = cluster.Section("deas", DefinitionKeys.KatoDeas)!;
        if (deas.RequiredText("from", Kato) is { } from and not Kato)
            deas.Refuse("FY008", "from", $"'{from}' is nothing that DEAs can come from", $"Write '{Kato}', or list the DEAs.");
        return new KatoDeasDefinition
        {
            Endpoint = EndpointOf(deas),
            Zones = [.. deas.Sections("zones", DefinitionKeys.KatoZone).Select(ZoneOf)],
            Excluded = RangesOf(deas, "exclude"),
            OutOfService = OutOfServiceOf(deas),
        };
    }

    private static string? EndpointOf(YamlSection deas)
    {
        if (deas.Text("endpoint") is not { } endpoint)
            return null;
        const string remedy = $"Write it as 'ssh://stackato@{KatoDeasDefinition.AddressPlace}' or 'tcp://{KatoDeasDefinition.AddressPlace}:2376'.";
        if (!endpoint.Contains(KatoDeasDefinition.AddressPlace, StringComparison.Ordinal))
            deas.Refuse("FY009", "endpoint", $"does not say where the address goes: {KatoDeasDefinition.AddressPlace}", remedy);
        else if (DefinitionSyntax.FaultOfEndpoint(KatoDeasDefinition.EndpointOf(endpoint, IPAddress.Loopback), "ssh", "tcp") is { } fault)
            deas.Refuse("FY009", "endpoint", fault, remedy);
        return endpoint;
    }

    private static KatoZone ZoneOf(YamlSection zone)
    {
        var name = zone.RequiredText("name", "north");
        if (name is not null && !DefinitionSyntax.IsName(name))
            zone.Refuse("FY008", "name", $"'{name}' is not a name for a zone", ClusterReader.NameRemedy);
        zone.Require("nodes", AddressRemedy);
        return new KatoZone(name ?? "", RangesOf(zone, "nodes"), ClusterReader.MirrorOf(zone));
    }

    private static ImmutableArray<AddressRange> RangesOf(YamlSection section, string key)
    {
        var ranges = ImmutableArray.CreateBuilder<AddressRange>();
        foreach (var text in section.Texts(key))
        {
            if (AddressRange.Parse(text) is { } range)
                ranges.Add(range);
            else
                section.Refuse("FY008", key, $"'{text}' is neither an address nor a network", AddressRemedy);
        }

        return ranges.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> OutOfServiceOf(YamlSection deas)
    {
        var reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (deas.Section("out_of_service", known: null) is not { } section)
            return reasons.ToImmutable();
        foreach (var address in section.Entries.Select(entry => entry.Key))
        {
            if (!IPAddress.TryParse(address, out _))
                section.Refuse("FY008", address, "is not an address", "Write the address of the node as kato knows it, and behind it the reason.");
            else if (section.Text(address) is not { } reason || string.IsNullOrWhiteSpace(reason))
                section.Refuse("FY008", address, "gives no reason", "Say why, and who knows more.");
            else
                reasons[address] = reason;
        }

        return reasons.ToImmutable();
    }
}
