using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;

namespace Fence.Pipeline;

/// <summary>The two registries of a promotion, which may be one, and what is asked of them.</summary>
internal sealed class PromotionRun : IAsyncDisposable
{
    private readonly ChannelDefinition channel;
    private readonly RegistryClient source;
    private readonly RegistryClient target;

    public PromotionRun(FenceRun run, ChannelDefinition channel, ClusterDefinition cluster)
    {
        this.channel = channel;
        var registry = run.Registry(cluster);
        source = new RegistryClient(registry);
        target = channel.Registry is null ? source : new RegistryClient(channel.Registry);
        var named = new Channel(channel.Name, channel.Repository ?? run.Definition.Image.Repository, target, (channel.Registry ?? registry).Address);
        Promoter = new Promoter(source, named, run.Events, run.Clock);
    }

    public Promoter Promoter { get; }

    public static ChannelDefinition WantedChannel(FenceDefinition definition, string? name)
    {
        var names = definition.Channels.IsEmpty ? "fence.yml has none: add 'channels'" : $"Channels: {string.Join(", ", definition.Channels.Keys)}";
        if (name is null)
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error("FY096", "PromoteImage needs a channel: --to <channel>", names));
        return definition.Channels.GetValueOrDefault(name)
            ?? throw new FenceException(ExitCode.BadInput, Diagnostic.Error("FY096", $"there is no channel '{name}'", names));
    }

    public Task<PromotionPlan> PlanAsync(Stage stage, string? from, bool isUndo) => isUndo
        ? Promoter.PlanUndoAsync(stage.Interrupted)
        : Promoter.PlanAsync(
            stage.Definition.Image.Repository,
            from ?? stage.Record.Published?.Digest ?? throw MissingRecord.Of(stage.Name, "PushRegistry", stage.Run.Cluster.Name),
            async commit => channel.NeedsGitTag ? [await GitTagGate.AskAsync(stage.Definition.RootDirectory, commit, stage.Interrupted)] : [],
            stage.Interrupted);

    public ValueTask DisposeAsync()
    {
        target.Dispose();
        source.Dispose();
        return ValueTask.CompletedTask;
    }
}
