using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>What the image is made of and called. Paths are relative to the definition's root folder, with <c>/</c>.</summary>
public sealed record ImageDefinition
{
    /// <summary>
    /// The repository the image gets in a registry, without the registry's address: <c>exampleco/stack-alsek</c>.
    /// </summary>
    public required string Repository { get; init; }

    /// <summary>The folder that is sent to the engine, less what its <c>.dockerignore</c> leaves out.</summary>
    public required string Context { get; init; }

    /// <summary>The Dockerfile; inside <see cref="Context"/>.</summary>
    public required string Dockerfile { get; init; }

    /// <summary>The Dockerfile's path in the context, with <c>/</c>, as engines want it.</summary>
    public string DockerfileInContext => Path.GetRelativePath(Path.Combine("/", Context), Path.Combine("/", Dockerfile)).Replace('\\', '/');

    /// <summary>The folder of the admin hooks; inside <see cref="Context"/>.</summary>
    public required string Hooks { get; init; }

    /// <summary>The image that the Dockerfile must start from: <c>helion/stack-alsek:kato-patched</c>.</summary>
    public required string Base { get; init; }

    /// <summary>Where the hooks are in the image (DOMAIN section 5).</summary>
    public required string HookFolder { get; init; }

    /// <summary>The <c>manifest.yml</c> of an application whose user hooks are judged, too; null when none is.</summary>
    public string? Manifest { get; init; }

    /// <summary>Who answers for the image; becomes a label. Null when nobody is named.</summary>
    public string? Maintainer { get; init; }

    /// <summary>The engine that builds; null means the one that <c>DOCKER_HOST</c> names, or this machine's.</summary>
    public string? Builder { get; init; }

    /// <summary>The values of the Dockerfile's <c>ARG</c>s, by name. They stay in the image's history, so none is a secret.</summary>
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } = NoArguments;

    internal static ImmutableSortedDictionary<string, string> NoArguments { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
