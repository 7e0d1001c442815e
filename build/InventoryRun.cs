using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Inventories;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Runs;

namespace Fence.Pipeline;

/// <summary>The registry of the cluster, what of it concerns the image, and who needs that: every cluster and every channel of the definition.</summary>
internal sealed class InventoryRun(Stage stage, ClusterDefinition cluster) : IDisposable
{
    private readonly FenceDefinition definition = stage.Definition;
    private readonly RegistryDefinition registry = stage.Run.Registry(cluster);
    private readonly RegistryClient client = new(stage.Run.Registry(cluster));

    public RegistryPruner Pruner => new(client, stage.Events);

    /// <summary>The image's own repository.</summary>
    public RepositoryInventory Own(ImmutableArray<RepositoryInventory> inventories) =>
        inventories.Single(inventory => inventory.Address == registry.Address && inventory.Repository == definition.Image.Repository);

    /// <summary>Asks the registries for the image's repository and those of the channels, and the clusters for what they use.</summary>
    /// <param name="needsAll">Whether a cluster that does not answer is an error.</param>
    public async Task<ImmutableArray<RepositoryInventory>> ReadAsync(bool needsAll)
    {
        var found = new List<RepositoryInventory> { await ReadAsync(client, registry, definition.Image.Repository) };
        var channels = new List<ChannelTag>();
        foreach (var channel in definition.Channels.Values)
        {
            var (at, repository) = (channel.Registry ?? registry, channel.Repository ?? definition.Image.Repository);
            var inventory = found.Find(known => known.Address == at.Address && known.Repository == repository);
            if (inventory is null)
            {
                using var other = new RegistryClient(at);
                found.Add(inventory = await ReadAsync(other, at, repository));
            }

            channels.AddRange(ImageUses.TagsOf(channel.Name, inventory));
        }

        var uses = new ImageUses(
            [registry.Address, .. registry.PushAddress is { } push ? [push] : Array.Empty<string>()], [.. channels], await AskClustersAsync(needsAll));
        return [.. found.Select(uses.Of)];
    }

    public void Dispose() => client.Dispose();

    private Task<RepositoryInventory> ReadAsync(RegistryClient asked, RegistryDefinition at, string repository) =>
        new InventoryReader(asked, at.Address).ReadAsync(repository, stage.Interrupted);

    private async Task<ImmutableArray<ClusterStatus>> AskClustersAsync(bool needsAll)
    {
        var answers = ImmutableArray.CreateBuilder<ClusterStatus>();
        foreach (var wanted in definition.Clusters.Values)
        {
            // A micro cloud that does not run uses nothing.
            if (await stage.Run.TryFindClusterAsync(wanted, stage.Interrupted) is not { } found)
                continue;
            try
            {
                await using var asked = await Tasks.Clusters.Cluster.OpenAsync(found, stage.Run.Clock, stage.Interrupted);
                answers.Add(await ClusterStatus.ReadAsync(asked, stage.Interrupted));
            }
            catch (FenceException silent) when (!needsAll)
            {
                stage.Events.Tell(new DiagnosticFound(Diagnostic.Warning(
                    "FR022", $"what the cluster {wanted.Name} uses is not shown: {silent.Message}", "Look whether its Core node can be reached")));
            }
        }

        return answers.ToImmutable();
    }
}
