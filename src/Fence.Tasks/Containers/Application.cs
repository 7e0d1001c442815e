using System.Collections.Immutable;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Containers;

/// <summary>An application as it is pushed: a folder with a <c>manifest.yml</c>.</summary>
public sealed record Application
{
    /// <summary>The memory an application gets when its manifest says nothing, in bytes.</summary>
    public const long DefaultMemory = 512L << 20;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its files.</summary>
    public ImmutableArray<ApplicationFile> Files { get; init; } = [];

    /// <summary>Its hooks.</summary>
    public UserManifest Hooks { get; init; } = new([]);

    /// <summary>The variables that its manifest sets.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The command that serves the web; null where nothing is to be started.</summary>
    public string? Web { get; init; }

    /// <summary>The memory that its manifest asks for, in bytes.</summary>
    public long Memory { get; init; } = DefaultMemory;
}
