using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>Makes the image of a definition on an engine, unless the engine or the registry has it already.</summary>
/// <param name="builder">The engine.</param>
/// <param name="registry">The registry that may have it; null where there is none to ask.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says when the image was made.</param>
public sealed class ImageBuilder(IDockerHost builder, IRegistry? registry, IRunEvents events, TimeProvider clock)
{
    /// <summary>Builds.</summary>
    /// <param name="source">What the image is made from.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="cancellationToken">Ends the build; the engine then removes what it had begun.</param>
    /// <exception cref="FenceException">The base is missing, the Dockerfile does not build, or the engine cannot be reached.</exception>
    public async Task<BuiltImage> BuildAsync(ImageSource source, ImageBuildOptions options, CancellationToken cancellationToken)
    {
        await PullFurtherAsync(source, cancellationToken);
        var plan = await PlanAsync(source, options, cancellationToken);
        if (!plan.NeedsBuild)
            return await ReuseAsync(plan, cancellationToken);

        var built = plan.Image;
        events.Tell(new StepTaken($"building {built.Reference} on {builder.Name}, from {source.Context.Entries.Length} files and folders"));
        var building = options.By ?? builder;
        var id = await building.BuildAsync(
            new ImageBuildRequest
            {
                Dockerfile = plan.Recipe.Dockerfile,
                WriteContext = (building.AppliesIgnoreFile ? source.Context : source.Context.WithoutIgnoredIgnoreFile()).WriteTarAsync,
                Reference = built.Reference,
                Arguments = plan.Recipe.Arguments,
                Labels = ImageLabels.Of(source, plan, clock.GetUtcNow()),
                NoCache = options.NoCache,
                Parsed = source.Dockerfile,
            },
            events,
            cancellationToken);
        var found = await builder.FindImageAsync(id, cancellationToken);
        return built with { Id = found?.Id ?? id, Size = found?.Size ?? 0 };
    }

    /// <summary>Finds out what <see cref="BuildAsync"/> would do, and does nothing.</summary>
    /// <param name="source">What the image is made from.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">The base is missing, or the engine cannot be reached.</exception>
    public async Task<ImagePlan> PlanAsync(ImageSource source, ImageBuildOptions options, CancellationToken cancellationToken)
    {
        var image = source.Definition;
        var baseImage = await builder.FindImageAsync(image.Base, cancellationToken) ?? throw BaseIsMissing(image);
        var further = await FindFurtherAsync(source, cancellationToken);
        var recipe = await source.RecipeAsync(baseImage.Id, further, cancellationToken);
        var wanted = new BuiltImage
        {
            Id = "",
            Repository = image.Repository,
            Tag = options.Tag ?? recipe.DefaultTag(source.Revision),
            TagIsGiven = options.Tag is not null,
            DefinitionDigest = recipe.Digest,
            ContextDigest = recipe.ContextDigest,
            BaseId = baseImage.Id,
            FurtherIds = further,
            BaseDigest = DigestOf(baseImage, image.Base),
            Commit = source.Revision?.Commit,
        };

        if (options.Rebuild || options.NoCache)
            return new ImagePlan(recipe, wanted, NeedsName: true);

        return await FindHereAsync(recipe, wanted, source.Revision, options.Tag, cancellationToken)
            ?? await FindInRegistryAsync(recipe, wanted, source.Revision, cancellationToken)
            ?? new ImagePlan(recipe, wanted, NeedsName: true);
    }

    // An engine pulls them by itself when it builds; but what they are decides whether there is anything to build.
    private async Task PullFurtherAsync(ImageSource source, CancellationToken cancellationToken)
    {
        foreach (var name in source.FurtherImages)
        {
            if (await builder.FindImageAsync(name, cancellationToken) is not null)
                continue;
            events.Tell(new StepTaken($"pulling {name}, which {source.Definition.Dockerfile} takes files from"));
            var reference = ImageReference.Parse(name);
            var (repository, version) = reference is not null ? (reference.Name, reference.Tag) : (name.Split('@')[0], name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..]);
            await builder.PullAsync(repository, version, progress: null, cancellationToken);
        }
    }

    private async Task<ImmutableSortedDictionary<string, string>?> FindFurtherAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var ids = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in source.FurtherImages)
            ids[name] = (await builder.FindImageAsync(name, cancellationToken))?.Id ?? NotYetKnown(name);
        return ids.Count > 0 ? ids.ToImmutable() : null;
    }

    // Only where nothing is to be changed: else it has been pulled.
    private string NotYetKnown(string name)
    {
        events.Tell(new StepTaken($"{name} is not on {builder.Name}: the definition digest will be another one when it is pulled"));
        return "";
    }

    private async Task<ImagePlan?> FindHereAsync(
        ImageRecipe recipe, BuiltImage wanted, SourceRevision? revision, string? tag, CancellationToken cancellationToken)
    {
        var found = new List<EngineImage>();
        foreach (var id in await builder.FindImagesByLabelAsync(ImageLabels.DefinitionDigest, recipe.Digest, cancellationToken))
        {
            if (await builder.FindImageAsync(id, cancellationToken) is { } candidate && ImageLabels.Serves(candidate.Labels, revision))
                found.Add(candidate);
        }

        // Any of them would do; one that has a name of ours needs no further one.
        var earlier = found.Find(candidate => TagOf(candidate, wanted.Repository, tag) is not null) ?? found.FirstOrDefault();
        if (earlier is null)
            return null;

        var known = TagOf(earlier, wanted.Repository, tag);
        var reused = wanted with { Id = earlier.Id, Tag = known ?? wanted.Tag, Size = earlier.Size, IsReused = true };
        return new ImagePlan(recipe, reused, NeedsName: known is null);
    }

    private async Task<ImagePlan?> FindInRegistryAsync(
        ImageRecipe recipe, BuiltImage wanted, SourceRevision? revision, CancellationToken cancellationToken)
    {
        if (registry is null)
            return null;

        try
        {
            if (await registry.FindManifestAsync(wanted.Repository, wanted.Tag, cancellationToken) is not { } manifest)
                return null;

            var labels = await registry.GetLabelsAsync(wanted.Repository, manifest, cancellationToken);
            return labels.GetValueOrDefault(ImageLabels.DefinitionDigest) == recipe.Digest && ImageLabels.Serves(labels, revision)
                ? new ImagePlan(recipe, wanted with { Id = manifest.ImageId, IsReused = true }, NeedsName: true) { PullDigest = manifest.Digest }
                : null;
        }
        catch (FenceException silent)
        {
            // Whether the registry answers is PushRegistry's to judge; an image can be built without it.
            events.Tell(new StepTaken($"building without asking the registry for an image of this: {silent.Message}"));
            return null;
        }
    }

    private async Task<BuiltImage> ReuseAsync(ImagePlan plan, CancellationToken cancellationToken)
    {
        var source = plan.Image.Id;
        if (plan.PullDigest is { } digest)
        {
            var name = new ImageReference(registry!.Address, plan.Image.Repository, plan.Image.Tag).Name;
            events.Tell(new StepTaken($"pulling {plan.Image.Reference}, which was built elsewhere: {digest}"));
            await builder.PullAsync(name, digest, progress: null, cancellationToken);
            source = $"{name}@{digest}";
        }

        if (plan.NeedsName)
            await builder.TagAsync(source, plan.Image.Repository, plan.Image.Tag, cancellationToken);

        events.Tell(new StepTaken($"nothing to build: {plan.Image.Reference} is made of exactly this"));
        return plan.Image;
    }

    // The registry that the base was pulled from knows it by this; a base that was loaded from a file has none.
    private static string? DigestOf(EngineImage image, string reference)
    {
        var name = ImageReference.Parse(reference)?.Name ?? reference.Split('@')[0];
        return image.Digests.FirstOrDefault(digest => digest.StartsWith($"{name}@", StringComparison.Ordinal))?[(name.Length + 1)..];
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
            "It is in no public registry: ./build.sh ImportBase brings it from a DEA into the cluster's, and BuildImage takes it from there"));
}
