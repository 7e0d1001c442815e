using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>A cluster and how it is reached.</summary>
public sealed record ClusterDefinition
{
    /// <summary>Its name in <c>fence.yml</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For a cluster that is made on this machine: how. Its nodes and registry are then known once it runs.</summary>
    public MicroCloudDefinition? MicroCloud { get; init; }

    /// <summary>The Core node, where kato is run; null for a micro cloud that does not run yet.</summary>
    public NodeDefinition? Core { get; init; }

    /// <summary>The DEAs, in the order of the file.</summary>
    public ImmutableArray<NodeDefinition> Deas { get; init; } = [];

    /// <summary>That the DEAs are those that kato knows, and are asked for when the cluster is opened; null where the file lists them.</summary>
    public KatoDeasDefinition? DeasFromKato { get; init; }

    /// <summary>Where images are kept; null for a micro cloud that does not run yet.</summary>
    public RegistryDefinition? Registry { get; init; }

    /// <summary>The configuration key that names the base image.</summary>
    public required ConfigKeyDefinition ConfigKey { get; init; }

    /// <summary>How an image goes to the DEAs.</summary>
    public RolloutDefinition Rollout { get; init; } = RolloutDefinition.Default;

    /// <summary>
    /// The public keys, as PEM or as files, of which one has to have signed the promotion of whatever is rolled out; empty where nothing need be
    /// signed.
    /// </summary>
    public ImmutableArray<string> Trust { get; init; } = [];

    /// <summary>An <c>ssh_config</c> for this cluster, absolute; null means the admin's own.</summary>
    public string? SshConfig { get; init; }
}

/// <summary>A node and where it answers.</summary>
/// <param name="Name">What people call it; unique in its cluster.</param>
/// <param name="Endpoint"><c>ssh://user@host[:port]</c>, <c>tcp://host:port</c>, or <c>unix:///path</c>.</param>
public sealed record NodeDefinition(string Name, string Endpoint)
{
    /// <summary>The zone it is in: what may fail together, such as a rack or a site. Nodes that say nothing are in one zone.</summary>
    public string Zone { get; init; } = DefaultZone;

    /// <summary>The registry mirror that it pulls through, <c>host[:port]</c>; null where it pulls from the registry itself.</summary>
    public string? Mirror { get; init; }

    /// <summary>Why it is out of service, so that it needs no image; null for a node in service.</summary>
    public string? OutOfService { get; init; }

    /// <summary>The zone of nodes that name none.</summary>
    public const string DefaultZone = "default";
}

/// <summary>Where images are kept.</summary>
public sealed record RegistryDefinition
{
    /// <summary>The address that nodes pull from, as it stands in image names: <c>api.paas.example.com:5000</c>.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// The address that this machine and the builder push to, where it is another one: through a tunnel, or the published port of a
    /// container. It must be the same registry.
    /// </summary>
    public string? PushAddress { get; init; }

    /// <summary>Whether the registry speaks plain HTTP.</summary>
    public bool Insecure { get; init; }

    /// <summary>A file with the authorities that vouch for the registry, absolute; null where this machine knows them already.</summary>
    public string? CertificateAuthority { get; init; }
}

/// <summary>A key of the cluster's configuration (DOMAIN section 3).</summary>
/// <param name="Component">The process it belongs to: <c>fence</c>.</param>
/// <param name="Path">The path in that component's document: <c>docker/images</c>, or <c>docker/image</c> on release 1.0.</param>
public sealed record ConfigKeyDefinition(string Component, string Path)
{
    /// <summary>The key of today's releases, an ordered list.</summary>
    public static ConfigKeyDefinition Default { get; } = new("fence", "docker/images");

    /// <summary>As one types it behind <c>kato config get</c>.</summary>
    public override string ToString() => $"{Component} {Path}";
}

/// <summary>How a cluster is made on this machine.</summary>
/// <param name="Deas">The number of DEAs, 1 to 10.</param>
public sealed record MicroCloudDefinition(int Deas)
{
    /// <summary>The number of DEAs when none is given.</summary>
    public const int DefaultDeas = 2;

    /// <summary>The most DEAs that one machine is asked to carry.</summary>
    public const int MaximumDeas = 10;
}
