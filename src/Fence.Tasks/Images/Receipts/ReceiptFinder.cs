using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Finds the receipt of whatever image somebody names.</summary>
/// <param name="definition">Says which repository a mere tag belongs to, and where hooks are.</param>
/// <param name="engine">The builder.</param>
/// <param name="contents">What is in its images.</param>
/// <param name="registry">The cluster's registry; null where there is none to ask.</param>
/// <param name="published">The receipts in it; null likewise.</param>
/// <param name="events">Where it tells what it does.</param>
public sealed class ReceiptFinder(
    ImageDefinition definition, IDockerHost engine, IImageContents contents, IRegistry? registry, PublishedReceipts? published, IRunEvents events)
{
    /// <summary>
    /// Finds it. A tag or a digest is looked for in the definition's repository, in the registry first, since a tag never moves there;
    /// then, as any other name, on the builder.
    /// </summary>
    /// <param name="name">A tag, a digest, an image ID, or a name on the builder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">There is no such image; or the engine or the registry cannot be reached.</exception>
    public async Task<ImageReceipt> FindAsync(string name, CancellationToken cancellationToken) =>
        await FindInRegistryAsync(name, cancellationToken)
        ?? await FindHereAsync($"{definition.Repository}:{name}", cancellationToken)
        ?? await FindHereAsync(name, cancellationToken)
        ?? throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
            "FI023",
            $"there is no image {name}: not in {(registry is null ? "a registry, of which there is none" : $"the registry at {registry.Address}")}, under {definition.Repository}, and not on {engine.Name}",
            "Give a tag or a digest of the repository, or the name or ID of an image on the builder"));

    private async Task<ImageReceipt?> FindInRegistryAsync(string name, CancellationToken cancellationToken)
    {
        if (registry is null || InRepository(name) is not { } reference)
            return null;

        try
        {
            if (await registry.FindManifestAsync(definition.Repository, reference, cancellationToken) is not { } manifest)
                return null;
            if (published is not null && await published.FindAsync(definition.Repository, manifest, cancellationToken) is { } stored)
                return stored;
            if (await FindHereAsync(manifest.ImageId, cancellationToken) is { } here)
                return here;

            var address = new ImageReference(registry.Address, definition.Repository, reference).Name;
            events.Tell(new StepTaken($"pulling {definition.Repository}@{manifest.Digest}, to read what is in it"));
            await engine.PullAsync(address, manifest.Digest, progress: null, cancellationToken);
            return await FindHereAsync($"{address}@{manifest.Digest}", cancellationToken);
        }
        catch (FenceException silent) when (silent.Exit == ExitCode.ClusterFailed)
        {
            events.Tell(new StepTaken($"looking for {name} without the registry: {silent.Message}"));
            return null;
        }
    }

    private async Task<ImageReceipt?> FindHereAsync(string reference, CancellationToken cancellationToken) =>
        ImageReference.Parse(reference) is null && !IsDigest(reference)
            ? null
            : await new ImageDescriber(contents, events).DescribeAsync(reference, definition.Repository, definition.HookFolder, cancellationToken);

    // "exampleco/stack-alsek:1" and "api.paas.example.com:5000/exampleco/stack-alsek@sha256:…" mean the same as what is behind the name.
    private string? InRepository(string name)
    {
        var at = name.LastIndexOf('@');
        var path = at >= 0 ? name[..at] : name;
        if (ImageReference.Parse(path) is { } named && named.Repository == definition.Repository)
            return at >= 0 ? name[(at + 1)..] : named.Tag;
        return at < 0 && name.IndexOfAny(['/', '@']) < 0 && (IsDigest(name) || !name.Contains(':', StringComparison.Ordinal)) ? name : null;
    }

    private static bool IsDigest(string name) =>
        name.StartsWith("sha256:", StringComparison.Ordinal) || name.Contains("@sha256:", StringComparison.Ordinal)
        || (name.Length is >= 7 and <= 64 && name.All(char.IsAsciiHexDigitLower));
}
