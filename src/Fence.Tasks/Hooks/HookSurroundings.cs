using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks;

/// <summary>What of the image's other parts decides whether a hook is right.</summary>
/// <param name="Brand">The brand of the cluster.</param>
/// <param name="Sudoers">What sudo allows in the image; null when it is not known, and then nothing is said about it.</param>
public sealed record HookSurroundings(Brand Brand, Sudoers? Sudoers = null);
