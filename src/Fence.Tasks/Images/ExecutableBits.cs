using System.Collections.Immutable;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Images;

/// <summary>Which files of a folder are executable: as git has them, since a checkout on Windows, or on a file system without modes, loses it.</summary>
/// <param name="Modes">The modes in git's index, by path in the folder.</param>
/// <param name="TrustsWorkTree">Whether the bits of the work tree count, too; else only files that git does not know keep them.</param>
public sealed record ExecutableBits(ImmutableDictionary<string, string> Modes, bool TrustsWorkTree)
{
    private const string ExecutableMode = "100755";

    /// <summary>Asks git; where there is no git or no repository, the file system decides alone.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="cancellationToken">Ends git, too.</param>
    public static async Task<ExecutableBits> ReadAsync(string folder, CancellationToken cancellationToken) => new(
        await GitIndex.ReadModesAsync(folder, ".", cancellationToken), await GitIndex.TrustsWorkTreeAsync(folder, cancellationToken));

    /// <summary>Whether a file is executable in the image's build.</summary>
    /// <param name="path">Its path in the folder, with <c>/</c>.</param>
    /// <param name="onDisk">Whether the file system says so.</param>
    public bool IsExecutable(string path, bool onDisk) => Modes.TryGetValue(path, out var mode)
        ? mode is ExecutableMode || (onDisk && TrustsWorkTree)
        : onDisk;
}
