using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;
using Fence.Tasks.Registries;
using Fence.Tasks.Releases;
using Fence.Tasks.Reports;

namespace Fence.Pipeline;

/// <summary>The two registries of a promotion, which may be one, and what is asked of them.</summary>
internal sealed class PromotionRun : IAsyncDisposable
{
    private readonly Stage stage;
    private readonly ChannelDefinition channel;
    private readonly RegistryClient source;
    private readonly RegistryClient target;

    public PromotionRun(Stage stage, ChannelDefinition channel, ClusterDefinition cluster)
    {
        this.stage = stage;
        this.channel = channel;
        var registry = stage.Run.Registry(cluster);
        source = new RegistryClient(registry);
        target = channel.Registry is null ? source : new RegistryClient(channel.Registry);
        var named = new Channel(channel.Name, channel.Repository ?? stage.Definition.Image.Repository, target, (channel.Registry ?? registry).Address);
        Promoter = new Promoter(source, named, stage.Events, stage.Run.Clock) { Policy = stage.Definition.Policy };
    }

    /// <summary>Who does it: as CI servers say it, or else the system.</summary>
    public static string Who { get; } = ((string[])["GITHUB_ACTOR", "GITLAB_USER_LOGIN"])
        .Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? Environment.UserName;

    public Promoter Promoter { get; }

    public static ChannelDefinition WantedChannel(FenceDefinition definition, string? name)
    {
        var names = definition.Channels.IsEmpty ? "fence.yml has none: add 'channels'" : $"Channels: {string.Join(", ", definition.Channels.Keys)}";
        if (name is null)
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error("FY096", "PromoteImage needs a channel: --to <channel>", names));
        return definition.Channels.GetValueOrDefault(name)
            ?? throw new FenceException(ExitCode.BadInput, Diagnostic.Error("FY096", $"there is no channel '{name}'", names));
    }

    public Task<PromotionPlan> PlanAsync(string? from, bool isUndo)
    {
        if (isUndo)
            return Promoter.PlanUndoAsync(stage.Interrupted);

        var gates = new PromotionGates(channel, source, stage.Events, stage.Run.Clock)
        {
            GitFolder = stage.Definition.RootDirectory,
            Promoter = Who,
            AskCanary = AskCanaryAsync,
        };
        return Promoter.PlanAsync(
            stage.Definition.Image.Repository, From(from), candidate => gates.AskAsync(candidate, stage.Interrupted), stage.Interrupted);
    }

    /// <summary>Keeps the approval of whoever runs this.</summary>
    /// <returns>Whether they had not approved before.</returns>
    public Task<bool> ApproveAsync(string? from) =>
        new Approver(source, channel, stage.Events, stage.Run.Clock).ApproveAsync(stage.Definition.Image.Repository, From(from), Who, stage.Interrupted);

    /// <summary>The release of the tag that names the image's commit, with receipt and bill of materials; null where no tag does.</summary>
    public async Task<ReleaseNews?> ReleaseAsync(PromotionPlan plan)
    {
        if (plan.Commit is null || await GitTagGate.TagsAsync(stage.Definition.RootDirectory, plan.Commit, stage.Interrupted) is not [var tag, ..])
            return null;
        var files = ImmutableArray.CreateBuilder<ReleaseFile>();
        await foreach (var artifact in new ArtifactStore(source).ReadAllAsync(plan.FromRepository, plan.Digest, artifactType: null, stage.Interrupted))
        {
            if (ReleaseFiles.NameOf(artifact.ArtifactType, plan.FromRepository, tag) is { } name)
                files.Add(new ReleaseFile(name, artifact.MediaType, artifact.Bytes));
        }

        return new ReleaseNews(tag, tag, ReleaseNotes.Markdown(plan), files.ToImmutable());
    }

    public ValueTask DisposeAsync()
    {
        target.Dispose();
        source.Dispose();
        return ValueTask.CompletedTask;
    }

    private string From(string? from) =>
        from ?? stage.Record.Published?.Digest ?? throw MissingRecord.Of(stage.Name, "PushRegistry", stage.Run.Cluster.Name);

    private async Task<CanaryReading?> AskCanaryAsync(string name)
    {
        if (await stage.Run.TryFindClusterAsync(stage.Definition.Cluster(name), stage.Interrupted) is not { } found)
            return null;
        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, stage.Run.Clock, stage.Interrupted);
        return await CanaryReading.ReadAsync(found.ConfigKey, cluster.Kato, cluster.Store, stage.Interrupted);
    }
}
