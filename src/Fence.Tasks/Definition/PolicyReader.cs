using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>policy</c>.</summary>
internal static class PolicyReader
{
    public static PolicyDefinition Read(YamlSection file)
    {
        if (file.Section("policy", DefinitionKeys.Policy) is not { } policy)
            return new PolicyDefinition();
        var given = policy.Section("acknowledgements", DefinitionKeys.Acknowledgements);
        return new PolicyDefinition
        {
            Privileged = FlagOf(policy, "privileged"),
            PrivilegedSpan = policy.Has("privileged") ? policy.SpanOf("privileged") : null,
            Quotas = QuotasOf(policy),
            DockerApps = DockerAppsOf(policy),
            ForPrivileged = AcknowledgementOf(given, "privileged"),
            ForSudo = AcknowledgementOf(given, "allow_sudo"),
            ForBoth = AcknowledgementOf(given, "both"),
        };
    }

    private static ImmutableArray<QuotaPolicy> QuotasOf(YamlSection policy)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var quotas = ImmutableArray.CreateBuilder<QuotaPolicy>();
        foreach (var section in policy.Sections("quotas", DefinitionKeys.Quota))
        {
            var name = section.RequiredText("name", "trusted");
            if (name is not null && !names.Add(name))
                section.Refuse("FY014", "name", $"there is a quota '{name}' already", "Say everything about a quota in one place.");
            var allows = section.Flag("allow_sudo", otherwise: false);
            quotas.Add(new QuotaPolicy(name ?? "", allows, section.SpanOf("allow_sudo")));
        }
        return quotas.ToImmutable();
    }

    private static DockerAppsPolicy DockerAppsOf(YamlSection policy) => policy.Section("docker_apps", DefinitionKeys.DockerApps) is { } apps
        ? new DockerAppsPolicy
        {
            RequireSudo = FlagOf(apps, "require_sudo"),
            RequireSudoSpan = apps.SpanOf("require_sudo"),
            AllowAnyRegistry = FlagOf(apps, "allow_any_registry"),
            AllowAnyRegistrySpan = apps.SpanOf("allow_any_registry"),
            AllowedRegistries = apps.Texts("allowed_registries"),
        }
        : new DockerAppsPolicy();

    private static Acknowledgement? AcknowledgementOf(YamlSection? given, string key) =>
        given?.Section(key, DefinitionKeys.Acknowledgement) is { } section ? AcknowledgementReader.Read(section, given.SpanOf(key)) : null;

    private static bool? FlagOf(YamlSection section, string key) => section.Has(key) ? section.Flag(key, otherwise: false) : null;
}
