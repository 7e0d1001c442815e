using Fence.Tasks.Definition;
using Fence.Tasks.Images;

namespace Fence.Pipeline;

/// <summary>What the stages of a dry run have found out for those behind them. Each asks the world, and none changes it.</summary>
internal sealed class Rehearsal(FenceRun run, CancellationToken interrupted)
{
    /// <summary>What BuildImage would do; null where it has not been asked, or could not know.</summary>
    public ImagePlan? Image { get; set; }

    /// <summary>What PushRegistry would do; null where it has not been asked, or could not know.</summary>
    public PublishPlan? Publish { get; set; }

    /// <summary>The cluster; null where it is made on this machine and does not run: a dry run does not start it.</summary>
    public Task<ClusterDefinition?> FindClusterAsync() => run.TryFindClusterAsync(interrupted);
}
