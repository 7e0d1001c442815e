namespace Fence.Tasks.Policy;

/// <summary>A right that a cluster is to give its applications, or to take from them.</summary>
/// <param name="Quota">The quota that is to have sudo or not; null for privileged containers.</param>
/// <param name="Now">What the cluster allows now; null where it is not known.</param>
/// <param name="Wanted">What the policy says.</param>
public sealed record PrivilegeStep(string? Quota, bool? Now, bool Wanted)
{
    /// <summary>The setting, as people call it.</summary>
    public string Setting => Quota is null ? "dea_ng docker/privileged" : $"quota {Quota} allow_sudo";
}
