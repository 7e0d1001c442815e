using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>Many images run as root; the cluster takes them only from those who may be root, unless it is told otherwise.</summary>
internal sealed class DockerAppsWithoutSudo : IPolicyRule
{
    public Rule Rule { get; } = new("FP006", Severity.Warning, "Docker applications without a quota with sudo");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection)
    {
        var apps = inspection.Policy.DockerApps;
        if (apps.RequireSudo == false)
            yield return Rule.Finding(
                "the policy lets everybody run Docker images, which may run as root",
                "Set require_sudo to true, its default.",
                PolicyInspection.Place(apps.RequireSudoSpan));
    }
}
