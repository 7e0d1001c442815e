using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fence.Tasks.Definition;

/// <summary>That the DEAs are those that kato knows, and what of them only the definition can tell.</summary>
public sealed record KatoDeasDefinition
{
    /// <summary>The word that stands for a node's address in <see cref="Endpoint"/>.</summary>
    public const string AddressPlace = "{address}";

    /// <summary>How a node is reached, with <see cref="AddressPlace"/> for its address; null means over ssh, as the Core node's user.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The zones, in the order of the file; a node is in the first one that has its address.</summary>
    public ImmutableArray<KatoZone> Zones { get; init; } = [];

    /// <summary>The addresses and networks of DEAs that this pipeline has nothing to do with.</summary>
    public ImmutableArray<AddressRange> Excluded { get; init; } = [];

    /// <summary>Why nodes are out of service, by their address.</summary>
    public ImmutableSortedDictionary<string, string> OutOfService { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>An endpoint with an address in its place; one of version 6 in brackets.</summary>
    internal static string EndpointOf(string template, IPAddress address) => template.Replace(
        AddressPlace, address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString(), StringComparison.Ordinal);
}

/// <summary>A zone of nodes that kato knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">The addresses and networks of its nodes.</param>
/// <param name="Mirror">The registry mirror that they pull through; null for none.</param>
public sealed record KatoZone(string Name, ImmutableArray<AddressRange> Nodes, string? Mirror);
