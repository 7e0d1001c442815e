using System.Collections.Immutable;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Containers;

/// <summary>Which application is to live on which image, and how.</summary>
public sealed record LifeRequest
{
    /// <summary>The image: a reference or an ID that the engine has.</summary>
    public required string Image { get; init; }

    /// <summary>The brand of the cluster.</summary>
    public required Brand Brand { get; init; }

    /// <summary>The application.</summary>
    public required Application Application { get; init; }

    /// <summary>The admin hooks that the image has to have, with the files they are made of; others are run where they are there.</summary>
    public ImmutableSortedDictionary<string, string> Declared { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long a hook may take.</summary>
    public TimeSpan HookTimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the application may take until it listens on its port.</summary>
    public TimeSpan StartTimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the cluster makes its containers privileged.</summary>
    public bool IsPrivileged { get; init; }
}
