using System.Collections.Immutable;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Promotions;

/// <summary>What a policy allows, as a record keeps it: what is not said is the safe choice.</summary>
public static class PolicyFacts
{
    private const string True = "true";
    private const string False = "false";

    /// <summary>A setting and its value each, by the names that kato and helion have for them.</summary>
    public static ImmutableSortedDictionary<string, string> Of(PolicyDefinition policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["dea_ng docker/privileged"] = Word(policy.Privileged ?? false);
        facts["cloud_controller_ng docker_apps/require_sudo"] = Word(policy.DockerApps.RequireSudo ?? true);
        facts["cloud_controller_ng docker_apps/allow_any_registry"] = Word(policy.DockerApps.AllowAnyRegistry ?? false);
        facts["cloud_controller_ng docker_apps/allowed_registries"] =
            string.Join(", ", policy.DockerApps.AllowedRegistries.Order(StringComparer.Ordinal)) is { Length: > 0 } registries ? registries : "none";
        foreach (var quota in policy.Quotas)
            facts[$"quota {quota.Name} allow_sudo"] = Word(quota.AllowSudo);
        return facts.ToImmutable();
    }

    private static string Word(bool value) => value ? True : False;
}
