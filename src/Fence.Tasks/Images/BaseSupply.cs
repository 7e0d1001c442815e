using Fence.Tasks.Docker;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>Gives a builder the base image that it lacks, from the cluster's registry, where ImportBase has put it.</summary>
/// <param name="builder">The engine that builds.</param>
/// <param name="registry">The registry, as this machine reaches it.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class BaseSupply(IDockerHost builder, IRegistry registry, IRunEvents events)
{
    /// <summary>Looks what is missing; null where the builder has the base, and where the registry does not have it either.</summary>
    /// <param name="name">The base, as <c>fence.yml</c> names it.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="Diagnostics.FenceException">The builder or the registry fails.</exception>
    public async Task<RegistryManifest?> FindAsync(string name, CancellationToken cancellationToken) =>
        await builder.FindImageAsync(name, cancellationToken) is null && ImageReference.Parse(name) is { Registry: null } reference
            ? await registry.FindManifestAsync(reference.Repository, reference.Tag, cancellationToken)
            : null;

    /// <summary>Pulls it and gives it its name, unless the builder has it.</summary>
    /// <param name="name">The base, as <c>fence.yml</c> names it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.FenceException">The builder or the registry fails.</exception>
    public async Task EnsureAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } manifest || ImageReference.Parse(name) is not { } reference)
            return;

        var there = new ImageReference(registry.Address, reference.Repository, reference.Tag);
        events.Tell(new StepTaken($"pulling the base {name} from {registry.Address}: {manifest.Digest}"));
        await builder.PullAsync(there.Name, manifest.Digest, progress: null, cancellationToken);
        await builder.TagAsync(there.WithDigest(manifest.Digest), reference.Repository, reference.Tag, cancellationToken);
    }
}
