using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy;

/// <summary>What the product's documentation warns of, in full, before applications are given rights (DOMAIN section 7).</summary>
public static class PrivilegeWarning
{
    /// <summary>The warning.</summary>
    /// <param name="brand">The brand, whose client gives quotas sudo.</param>
    public static Diagnostic For(Brand brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        return Diagnostic.Warning("FP009", "every application under this configuration can become root on the host that it runs on") with
        {
            Output =
            [
                "By default, containers are unprivileged: they have no access to the devices of their host.",
                "'kato config set dea_ng docker/privileged true' makes them privileged, all of them, on every DEA.",
                $"It usually goes together with '{brand.Name} quota configure <name> --allow-sudo', which lets the applications of a quota use sudo.",
                "Whoever may push an application can then become root on the DEA, and reach every other application there.",
                "Allow this only where all users of the cluster are trusted.",
                "Privileged containers together with sudo are the worst case.",
                $"Back: 'kato config set dea_ng docker/privileged false', '{brand.Name} quota configure <name> --no-allow-sudo'.",
            ],
        };
    }
}
