using System.Collections.Immutable;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks;

/// <summary>What of the image's other parts decides whether a hook is right.</summary>
/// <param name="Brand">The brand of the cluster.</param>
/// <param name="Sudoers">What sudo allows in the image; null when it is not known, and then nothing is said about it.</param>
public sealed record HookSurroundings(Brand Brand, Sudoers? Sudoers = null)
{
    /// <summary>The modes in git's index by path, such as <c>100755</c>; empty where there is no git.</summary>
    public ImmutableDictionary<string, string> GitModes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The manifest whose user hooks are judged; null when there is none.</summary>
    public UserManifest? Manifest { get; init; }
}
