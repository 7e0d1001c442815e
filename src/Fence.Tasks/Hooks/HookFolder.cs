using System.Collections.Immutable;

namespace Fence.Tasks.Hooks;

/// <summary>The folder that becomes the image's hook folder, as it was read.</summary>
/// <param name="Path">The folder, relative to the root folder, with <c>/</c>.</param>
/// <param name="Exists">Whether there is such a folder.</param>
/// <param name="Entries">What is in it, by name, the sub-folders' contents left out.</param>
public sealed record HookFolder(string Path, bool Exists, ImmutableArray<HookScript> Entries)
{
    /// <summary>The entries that fence would run.</summary>
    public IEnumerable<HookScript> Hooks =>
        Entries.Where(entry => entry.Kind != HookEntryKind.Folder && HookName.IsHook(entry.Name));
}

/// <summary>What an entry of the folder is.</summary>
public enum HookEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A symbolic link to a file.</summary>
    Link,

    /// <summary>A folder, or a link to one.</summary>
    Folder,
}

/// <summary>An entry of the hook folder.</summary>
public sealed record HookScript
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is, relative to the root folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its content; empty for a folder.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <summary>Whether its owner may execute it; null where the file system does not know, as on Windows.</summary>
    public required bool? IsExecutable { get; init; }

    /// <summary>Whether it is a link that leads out of the hook folder, or to nothing.</summary>
    public bool LeavesFolder { get; init; }

    /// <summary>What it is.</summary>
    public HookEntryKind Kind { get; init; }
}
