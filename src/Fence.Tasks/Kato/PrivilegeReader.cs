using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fence.Tasks.Definition;
using Fence.Tasks.Policy;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Kato;

/// <summary>Asks a cluster what it allows (DOMAIN section 7).</summary>
/// <param name="kato">Its configuration.</param>
/// <param name="core">Its Core node, where the client <c>helion</c> is, too.</param>
public sealed class PrivilegeReader(IKato kato, INodeShell core)
{
    private static readonly ConfigKeyDefinition Privileged = new("dea_ng", "docker/privileged");
    private static readonly ConfigKeyDefinition RequireSudo = new("cloud_controller_ng", "docker_apps/require_sudo");
    private static readonly ConfigKeyDefinition AllowAnyRegistry = new("cloud_controller_ng", "docker_apps/allow_any_registry");

    /// <summary>Reads it; changes nothing.</summary>
    /// <param name="brand">The brand, whose name is the client's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.FenceException">The cluster could not be asked.</exception>
    public async Task<ClusterPrivileges> ReadAsync(Brand brand, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brand);
        return new ClusterPrivileges
        {
            Privileged = Flag(await kato.GetAsync(Privileged, cancellationToken), otherwise: false),
            RequireSudo = Flag(await kato.GetAsync(RequireSudo, cancellationToken), otherwise: true),
            AllowAnyRegistry = Flag(await kato.GetAsync(AllowAnyRegistry, cancellationToken), otherwise: true),
            Quotas = await QuotasAsync(brand, cancellationToken),
        };
    }

    /// <summary>Reads what <c>helion quotas --json</c> prints; null when it is something else.</summary>
    /// <param name="json">The output.</param>
    public static ImmutableArray<QuotaPrivilege>? ReadQuotas(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonArray quotas)
                return null;
            // Releases differ in whether the properties are in an "entity".
            return [.. quotas.OfType<JsonObject>().Select(quota => quota["entity"] as JsonObject ?? quota)
                .Where(quota => quota["name"] is JsonValue)
                .Select(quota => new QuotaPrivilege(quota["name"]!.ToString(), quota["allow_sudo"]?.ToString() is "true"))];
        }
        catch (JsonException)
        {
            // The client may be logged in nowhere; the quotas are then not known, and the rest still is.
            return null;
        }
    }

    private async Task<ImmutableArray<QuotaPrivilege>?> QuotasAsync(Brand brand, CancellationToken cancellationToken)
    {
        var result = await core.RunAsync([brand.Name, "quotas", "--json"], input: null, cancellationToken);
        return result.ExitCode == 0 ? ReadQuotas(result.Output) : null;
    }

    private static bool? Flag(ConfigValue value, bool otherwise) => value switch
    {
        ConfigValue.Missing => otherwise,
        ConfigValue.Other { Json: "true" } => true,
        ConfigValue.Other { Json: "false" } => false,
        _ => null,
    };
}
