using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>An image from anywhere is a program from anybody.</summary>
internal sealed class AnyRegistry : IPolicyRule
{
    public Rule Rule { get; } = new("FP005", Severity.Warning, "Docker applications from any registry");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection)
    {
        var apps = inspection.Policy.DockerApps;
        if (apps.AllowAnyRegistry == true)
            yield return Rule.Finding(
                "the policy lets Docker applications come from any registry",
                "Set allow_any_registry to false, and name the registries under allowed_registries.",
                PolicyInspection.Place(apps.AllowAnyRegistrySpan));
    }
}
