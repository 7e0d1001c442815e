using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>clusters</c>.</summary>
internal static class ClusterReader
{
    public const string NameRemedy = "Use letters, digits, '.', '_' and '-', beginning with a letter or digit; 63 at most.";

    private static readonly ImmutableArray<string> OfRealClusters = ["core", "ssh_config", "registry", "deas"];

    public static ImmutableSortedDictionary<string, ClusterDefinition> ReadAll(YamlSection file, string rootDirectory)
    {
        var clusters = ImmutableSortedDictionary.CreateBuilder<string, ClusterDefinition>(StringComparer.Ordinal);
        clusters.Add(FenceDefinition.MicroCloudName, Micro(FenceDefinition.MicroCloudName, MicroCloudDefinition.DefaultDeas, ConfigKeyDefinition.Default));
        if (file.Section("clusters", known: null) is not { } sections)
            return clusters.ToImmutable();
        foreach (var entry in sections.Entries)
        {
            if (!DefinitionSyntax.IsName(entry.Key))
            {
                sections.Refuse("FY008", entry.Key, "is not a name for a cluster", NameRemedy);
                continue;
            }

            var cluster = sections.Section(entry.Key, DefinitionKeys.Cluster);
            if (entry.Key is FenceDefinition.MicroCloudName || cluster?.Has("micro_cloud") == true)
                clusters[entry.Key] = ReadMicro(cluster, entry.Key);
            else if (cluster is not null)
                clusters[entry.Key] = ReadReal(cluster, entry.Key, rootDirectory);
            else
                sections.Require(entry.Key, "Give it 'core', 'registry' and 'deas', or 'micro_cloud', or take it out.");
        }
        return clusters.ToImmutable();
    }

    private static ClusterDefinition ReadMicro(YamlSection? cluster, string name)
    {
        if (cluster is null)
            return Micro(name, MicroCloudDefinition.DefaultDeas, ConfigKeyDefinition.Default);
        foreach (var key in OfRealClusters.Where(cluster.Has))
            cluster.Refuse(
                "FY013",
                key,
                $"the cluster '{name}' is made on this machine, and its nodes and registry with it",
                "Take the key out, or give the cluster another name.");
        var deas = cluster.Section("micro_cloud", DefinitionKeys.MicroCloud)
            ?.Number("deas", 1, MicroCloudDefinition.MaximumDeas, MicroCloudDefinition.DefaultDeas);
        return Micro(name, deas ?? MicroCloudDefinition.DefaultDeas, ConfigKeyOf(cluster)) with { Rollout = RolloutReader.Read(cluster), Trust = TrustOf(cluster) };
    }

    private static ClusterDefinition Micro(string name, int deas, ConfigKeyDefinition key) => new()
    {
        Name = name,
        MicroCloud = new MicroCloudDefinition(deas),
        ConfigKey = key,
    };

    private static ClusterDefinition ReadReal(YamlSection cluster, string name, string rootDirectory)
    {
        var core = cluster.RequiredText("core", "ssh://stackato@10.0.0.4");
        CheckEndpoint(
            cluster,
            "core",
            core,
            "Write 'ssh://user@host', or 'unix:///var/run/docker.sock' where this machine is the Core node.",
            "ssh",
            "unix");
        cluster.Require("registry", "Add a section 'registry' with 'address'.");
        var sshConfig = cluster.Text("ssh_config");
        return new ClusterDefinition
        {
            Name = name,
            Core = core is null ? null : new NodeDefinition("core", core),
            Deas = KatoDeasReader.IsMeant(cluster) ? [] : DeasOf(cluster),
            DeasFromKato = KatoDeasReader.IsMeant(cluster) ? KatoDeasReader.Read(cluster) : null,
            Registry = RegistryOf(cluster, rootDirectory),
            ConfigKey = ConfigKeyOf(cluster),
            Rollout = RolloutReader.Read(cluster),
            Trust = TrustOf(cluster),
            SshConfig = sshConfig is null ? null : Path.GetFullPath(sshConfig, Path.GetFullPath(rootDirectory)),
        };
    }

    private static ImmutableArray<NodeDefinition> DeasOf(YamlSection cluster)
    {
        var sections = cluster.Sections("deas", DefinitionKeys.Dea);
        // An empty list reads as one that was forgotten.
        if (sections.IsEmpty && (!cluster.Has("deas") || cluster.IsEmptyList("deas")))
            cluster.Miss("deas", "Name at least one DEA, with 'name' and 'endpoint', or write 'from kato'.");
        var names = new HashSet<string>(StringComparer.Ordinal) { "core" };
        var deas = ImmutableArray.CreateBuilder<NodeDefinition>();
        foreach (var section in sections)
        {
            var name = section.RequiredText("name", "dea-1");
            var endpoint = section.RequiredText("endpoint", "ssh://stackato@10.0.0.5");
            CheckEndpoint(
                section,
                "endpoint",
                endpoint,
                "Write 'ssh://user@host', 'tcp://host:2376' or 'unix:///var/run/docker.sock'.",
                "ssh",
                "tcp",
                "unix");
            if (name is not null && !DefinitionSyntax.IsName(name))
                section.Refuse("FY008", "name", $"'{name}' is not a name for a node", NameRemedy);
            else if (name is not null && !names.Add(name))
                section.Refuse("FY014", "name", $"there is a node '{name}' already", "Give every node a name of its own.");
            deas.Add(new NodeDefinition(name ?? "", endpoint ?? "")
            {
                Zone = ZoneOf(section),
                Mirror = MirrorOf(section),
                OutOfService = OutOfServiceOf(section),
            });
        }

        // A cluster whose every DEA is out of service would let the configuration name an image that no node has.
        if (deas.Count > 0 && deas.All(dea => dea.OutOfService is not null))
            cluster.Refuse("FY015", "deas", "every DEA is out of service", "Leave at least one in service.");
        return deas.ToImmutable();
    }

    private static string ZoneOf(YamlSection dea)
    {
        var zone = dea.Text("zone");
        if (zone is not null && !DefinitionSyntax.IsName(zone))
            dea.Refuse("FY008", "zone", $"'{zone}' is not a name for a zone", NameRemedy);
        return zone ?? NodeDefinition.DefaultZone;
    }

    public static string? MirrorOf(YamlSection dea)
    {
        var mirror = dea.Text("mirror");
        CheckAddress(dea, "mirror", mirror);
        return mirror;
    }

    private static string? OutOfServiceOf(YamlSection dea)
    {
        // 'out_of_service: true' says that, and not why: Text refuses it.
        var reason = dea.Text("out_of_service");
        if (reason is not null && string.IsNullOrWhiteSpace(reason))
            dea.Refuse("FY008", "out_of_service", "gives no reason", "Say why, and who knows more.");
        return reason;
    }

    /// <summary>The section <c>registry</c> of another one; null where it is not there.</summary>
    public static RegistryDefinition? RegistryOf(YamlSection cluster, string rootDirectory)
    {
        if (cluster.Section("registry", DefinitionKeys.Registry) is not { } registry)
            return null;
        var address = registry.RequiredText("address", "api.paas.example.com:5000");
        var push = registry.Text("push_address");
        CheckAddress(registry, "address", address);
        CheckAddress(registry, "push_address", push);
        var insecure = registry.Flag("insecure", otherwise: false);
        var ca = registry.Text("ca");
        return new RegistryDefinition
        {
            Address = address ?? "",
            PushAddress = push,
            Insecure = insecure,
            CertificateAuthority = ca is null ? null : Path.GetFullPath(ca, Path.GetFullPath(rootDirectory)),
        };
    }

    private static ImmutableArray<string> TrustOf(YamlSection cluster)
    {
        // An empty list would trust nobody, and reads as if it trusted everybody.
        if (cluster.IsEmptyList("trust"))
            cluster.Miss("trust", "Name at least one file with a public key, or take the key out.");
        return cluster.Texts("trust");
    }

    private static ConfigKeyDefinition ConfigKeyOf(YamlSection cluster)
    {
        var text = cluster.Text("config_key");
        if (text is null)
            return ConfigKeyDefinition.Default;
        var key = DefinitionSyntax.ConfigKey(text);
        if (key is null)
            cluster.Refuse(
                "FY008",
                "config_key",
                $"'{text}' is not a component and a path",
                $"Write it as behind 'kato config get', such as '{ConfigKeyDefinition.Default}'.");
        return key ?? ConfigKeyDefinition.Default;
    }

    private static void CheckEndpoint(
        YamlSection section, string key, string? endpoint, string remedy, params ReadOnlySpan<string> schemes)
    {
        if (endpoint is not null && DefinitionSyntax.FaultOfEndpoint(endpoint, schemes) is { } fault)
            section.Refuse("FY009", key, fault, remedy);
    }

    private static void CheckAddress(YamlSection section, string key, string? address)
    {
        if (address is not null && !DefinitionSyntax.IsRegistryAddress(address))
            section.Refuse(
                "FY010",
                key,
                "is not the address of a registry",
                "Write 'host' or 'host:port', without 'http://' and without a path.");
    }
}
