using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Images;

/// <summary>What an image is made from.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Policy">What the cluster may allow.</param>
/// <param name="Context">What the build may use.</param>
/// <param name="Dockerfile">The Dockerfile in it.</param>
/// <param name="Revision">The commit; null outside a repository.</param>
public sealed record ImageSource(ImageDefinition Definition, PolicyDefinition Policy, BuildContext Context, Dockerfile Dockerfile, SourceRevision? Revision)
{
    /// <summary>What is known of files that were hashed before; null where nothing is remembered.</summary>
    public FileHashes? Hashes { get; init; }

    /// <summary>Reads it from a work tree.</summary>
    /// <exception cref="FenceException">The context or the Dockerfile is not there.</exception>
    public static async Task<ImageSource> ReadAsync(FenceDefinition definition, CancellationToken cancellationToken)
    {
        var image = definition.Image;
        var folder = definition.FullPath(image.Context);
        var bits = await ExecutableBits.ReadAsync(folder, cancellationToken);
        return new ImageSource(
            image,
            definition.Policy,
            BuildContextReader.Read(folder, image.DockerfileInContext, bits),
            Dockerfile.Parse(await File.ReadAllTextAsync(definition.FullPath(image.Dockerfile), cancellationToken), image.Dockerfile),
            await SourceRevision.ReadAsync(definition.RootDirectory, cancellationToken));
    }

    /// <summary>The names of other images than the base that the Dockerfile is made from.</summary>
    public IEnumerable<string> FurtherImages => Dockerfiles.FurtherImages.Of(Dockerfile, Definition.Arguments).Where(name => name != Definition.Base);

    /// <summary>All that decides what becomes of it on a base.</summary>
    /// <param name="baseId">The base's image ID.</param>
    /// <param name="furtherIds">The image IDs of <see cref="FurtherImages"/>; null where there is none.</param>
    /// <param name="cancellationToken">Ends the reading of the context.</param>
    public async Task<ImageRecipe> RecipeAsync(string baseId, ImmutableSortedDictionary<string, string>? furtherIds, CancellationToken cancellationToken) =>
        new(Definition.Repository, Definition.DockerfileInContext, await Context.ComputeDigestAsync(Hashes, cancellationToken), baseId)
        {
            Arguments = Definition.Arguments,
            Policy = Policy,
            Images = furtherIds ?? ImmutableSortedDictionary<string, string>.Empty,
        };
}

/// <summary>How an image is made.</summary>
/// <param name="Tag">A tag to give; null for <see cref="ImageRecipe.DefaultTag"/>.</param>
/// <param name="Rebuild">Whether it is made also where there is one that is made of exactly this.</param>
/// <param name="NoCache">Whether every instruction is carried out anew; implies <paramref name="Rebuild"/>.</param>
/// <param name="By">Who carries out the Dockerfile; null for the engine itself.</param>
public sealed record ImageBuildOptions(string? Tag = null, bool Rebuild = false, bool NoCache = false, IImageBuild? By = null);
