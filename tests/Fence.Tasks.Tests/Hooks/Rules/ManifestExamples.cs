using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

/// <summary>Manifests made up for tests.</summary>
internal static class ManifestExamples
{
    /// <summary>What one rule says of a manifest.</summary>
    public static string Places(string code, string manifest) => Findings.Places(
        HookValidator.Validate(
            HookExamples.Lines("echo"),
            new HookSurroundings(Fence.Tasks.Definition.Brand.Helion) { Manifest = UserManifest.Parse(manifest, "manifest.yml") })
        .Diagnostics.Where(found => found.Code == code));
}
