using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Kato;

/// <summary>Reads what kato says of the cluster's nodes (DOMAIN section 4).</summary>
public static class KatoNodes
{
    /// <summary>The role of a node that runs applications.</summary>
    public const string DeaRole = "dea";

    /// <summary>Reads <c>kato config get node --json</c>: the roles of each node, by its address.</summary>
    /// <returns>The nodes, in kato's order; null where it is something else, or names none.</returns>
    public static ImmutableArray<KatoNode>? FromConfig(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject { Count: > 0 } nodes)
                return null;
            var read = nodes.Select(node => (
                Address: IPAddress.TryParse(node.Key, out var address) ? address : null,
                Roles: node.Value is JsonObject known ? known["roles"] as JsonObject : null)).ToList();
            return read.Any(node => node.Address is null || node.Roles is null)
                ? null
                : [.. read.Select(node => new KatoNode(node.Address!, [.. node.Roles!.Select(role => role.Key)]))];
        }
        catch (JsonException)
        {
            return null; // The other command is asked then.
        }
    }

    /// <summary>Reads <c>kato node list</c>: an address first on each line, and its roles behind it.</summary>
    /// <returns>The nodes, in kato's order; empty where no line begins with an address.</returns>
    public static ImmutableArray<KatoNode> FromList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. text.Split('\n')
                .Select(line => line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(words => words.Length > 0)
                .Select(words => (Address: IPAddress.TryParse(words[0].TrimEnd(':'), out var address) ? address : null, Roles: words[1..]))
                .Where(line => line.Address is not null)
                .Select(line => new KatoNode(line.Address!, [.. line.Roles])),
        ];
    }
}

/// <summary>A node of the cluster, as kato knows it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Roles">What it does.</param>
public sealed record KatoNode(IPAddress Address, ImmutableArray<string> Roles)
{
    /// <summary>Whether it runs applications; a role that only begins so does not count.</summary>
    public bool IsDea => Roles.Contains(KatoNodes.DeaRole, StringComparer.Ordinal);
}
