using Fence.Tasks.Definition;
using Fence.Tasks.Policy;

namespace Fence.Tasks.Kato;

/// <summary>Asks a cluster what it allows (DOMAIN section 7).</summary>
/// <param name="kato">Its configuration.</param>
/// <param name="quotas">Its quotas.</param>
public sealed class PrivilegeReader(IKato kato, IQuotas quotas)
{
    /// <summary>The key that says whether containers are privileged.</summary>
    public static readonly ConfigKeyDefinition Privileged = new("dea_ng", "docker/privileged");

    private static readonly ConfigKeyDefinition RequireSudo = new("cloud_controller_ng", "docker_apps/require_sudo");
    private static readonly ConfigKeyDefinition AllowAnyRegistry = new("cloud_controller_ng", "docker_apps/allow_any_registry");

    /// <summary>Reads it; changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.FenceException">The cluster could not be asked.</exception>
    public async Task<ClusterPrivileges> ReadAsync(CancellationToken cancellationToken) => new()
    {
        Privileged = Flag(await kato.GetAsync(Privileged, cancellationToken), otherwise: false),
        RequireSudo = Flag(await kato.GetAsync(RequireSudo, cancellationToken), otherwise: true),
        AllowAnyRegistry = Flag(await kato.GetAsync(AllowAnyRegistry, cancellationToken), otherwise: true),
        Quotas = await quotas.ListAsync(cancellationToken),
    };

    private static bool? Flag(ConfigValue value, bool otherwise) => value switch
    {
        ConfigValue.Missing => otherwise,
        ConfigValue.Other { Json: "true" } => true,
        ConfigValue.Other { Json: "false" } => false,
        _ => null,
    };
}
