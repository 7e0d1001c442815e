using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Images;

/// <summary>What an image is made from.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Policy">What the cluster may allow.</param>
/// <param name="Context">What the build may use.</param>
/// <param name="Revision">The commit; null outside a repository.</param>
public sealed record ImageSource(ImageDefinition Definition, PolicyDefinition Policy, BuildContext Context, SourceRevision? Revision)
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
            await SourceRevision.ReadAsync(definition.RootDirectory, cancellationToken));
    }

    /// <summary>All that decides what becomes of it on a base.</summary>
    /// <param name="baseId">The base's image ID.</param>
    /// <param name="cancellationToken">Ends the reading of the context.</param>
    public async Task<ImageRecipe> RecipeAsync(string baseId, CancellationToken cancellationToken) => new(
        Definition.Repository, Definition.DockerfileInContext, await Context.ComputeDigestAsync(Hashes, cancellationToken), baseId)
    {
        Arguments = Definition.Arguments,
        Policy = Policy,
    };
}

/// <summary>How an image is made.</summary>
/// <param name="Tag">A tag to give; null for <see cref="ImageRecipe.DefaultTag"/>.</param>
/// <param name="Rebuild">Whether it is made also where there is one that is made of exactly this.</param>
/// <param name="NoCache">Whether every instruction is carried out anew; implies <paramref name="Rebuild"/>.</param>
public sealed record ImageBuildOptions(string? Tag = null, bool Rebuild = false, bool NoCache = false);
