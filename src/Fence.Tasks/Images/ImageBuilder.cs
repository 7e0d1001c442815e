using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>Makes the image of a definition on an engine, unless the engine has it already.</summary>
/// <param name="builder">The engine.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says when the image was made.</param>
public sealed class ImageBuilder(IDockerHost builder, IRunEvents events, TimeProvider clock)
{
    /// <summary>Builds.</summary>
    /// <param name="image">The definition.</param>
    /// <param name="context">What the build may use.</param>
    /// <param name="revision">The commit; null outside a repository.</param>
    /// <param name="tag">A tag to give; null for <see cref="ImageRecipe.DefaultTag"/>.</param>
    /// <param name="locateStep">Finds the place of the Dockerfile's nth instruction, counted from 1.</param>
    /// <param name="cancellationToken">Ends the build; the engine then removes what it had begun.</param>
    /// <exception cref="FenceException">The base is missing, the Dockerfile does not build, or the engine cannot be reached.</exception>
    public async Task<BuiltImage> BuildAsync(
        ImageDefinition image,
        BuildContext context,
        SourceRevision? revision,
        string? tag,
        Func<int, SourceSpan?> locateStep,
        CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(image, context, revision, tag, cancellationToken);
        if (!plan.NeedsBuild)
            return await ReuseAsync(plan, cancellationToken);

        var built = plan.Image;
        events.Tell(new StepTaken($"building {built.Reference} on {builder.Name}, from {context.Entries.Length} files and folders"));
        var id = await builder.BuildAsync(
            new ImageBuildRequest
            {
                Dockerfile = plan.Recipe.Dockerfile,
                WriteContext = context.WriteTarAsync,
                Reference = built.Reference,
                Labels = ImageLabels.Of(image, plan.Recipe, revision, built.Tag, clock.GetUtcNow()),
                LocateStep = locateStep,
            },
            events,
            cancellationToken);
        var found = await builder.FindImageAsync(id, cancellationToken);
        return built with { Id = found?.Id ?? id, Size = found?.Size ?? 0 };
    }

    /// <summary>Finds out what <see cref="BuildAsync"/> would do, and does nothing.</summary>
    /// <param name="image">The definition.</param>
    /// <param name="context">What the build may use.</param>
    /// <param name="revision">The commit; null outside a repository.</param>
    /// <param name="tag">A tag to give; null for <see cref="ImageRecipe.DefaultTag"/>.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">The base is missing, or the engine cannot be reached.</exception>
    public async Task<ImagePlan> PlanAsync(
        ImageDefinition image, BuildContext context, SourceRevision? revision, string? tag, CancellationToken cancellationToken)
    {
        var baseImage = await builder.FindImageAsync(image.Base, cancellationToken) ?? throw BaseIsMissing(image);
        var recipe = new ImageRecipe(image.Repository, image.DockerfileInContext, await context.ComputeDigestAsync(cancellationToken), baseImage.Id);
        var built = new BuiltImage
        {
            Id = "",
            Repository = image.Repository,
            Tag = tag ?? recipe.DefaultTag(revision),
            TagIsGiven = tag is not null,
            DefinitionDigest = recipe.Digest,
            ContextDigest = recipe.ContextDigest,
            BaseId = baseImage.Id,
            Commit = revision?.Commit,
        };

        if (await FindEarlierAsync(recipe, image, revision, tag, cancellationToken) is not { } earlier)
            return new ImagePlan(recipe, built, NeedsName: true);

        var known = TagOf(earlier, built.Repository, tag);
        var reused = built with { Id = earlier.Id, Tag = known ?? built.Tag, Size = earlier.Size, IsReused = true };
        return new ImagePlan(recipe, reused, NeedsName: known is null);
    }

    private async Task<EngineImage?> FindEarlierAsync(
        ImageRecipe recipe, ImageDefinition image, SourceRevision? revision, string? tag, CancellationToken cancellationToken)
    {
        var found = new List<EngineImage>();
        foreach (var id in await builder.FindImagesByLabelAsync(ImageLabels.DefinitionDigest, recipe.Digest, cancellationToken))
        {
            if (await builder.FindImageAsync(id, cancellationToken) is { } candidate && ImageLabels.Serves(candidate.Labels, revision))
                found.Add(candidate);
        }

        // Any of them would do; one that has a name of ours needs no further one.
        return found.Find(candidate => TagOf(candidate, image.Repository, tag) is not null) ?? found.FirstOrDefault();
    }

    private async Task<BuiltImage> ReuseAsync(ImagePlan plan, CancellationToken cancellationToken)
    {
        if (plan.NeedsName)
            await builder.TagAsync(plan.Image.Id, plan.Image.Repository, plan.Image.Tag, cancellationToken);

        events.Tell(new StepTaken($"nothing to build: {plan.Image.Reference} is made of exactly this"));
        return plan.Image;
    }

    private static string? TagOf(EngineImage image, string repository, string? wanted) => image.Tags
        .Where(name => name.StartsWith(repository + ":", StringComparison.Ordinal))
        .Select(name => name[(repository.Length + 1)..])
        .Where(name => wanted is null || name == wanted)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    private FenceException BaseIsMissing(ImageDefinition image) => new(
        ExitCode.TargetFailed,
        Diagnostic.Error(
            "FI002",
            $"the base image {image.Base} is not on {builder.Name}",
            "It is in no public registry: copy it from a DEA, with docker save there and docker load here"));
}
