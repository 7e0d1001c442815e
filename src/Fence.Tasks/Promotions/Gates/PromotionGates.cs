using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>Asks for everything that has to hold of an image before a channel names it. All of it is asked, so that all is told at once.</summary>
/// <param name="channel">The channel, which says what has to hold.</param>
/// <param name="source">The registry that has the image.</param>
/// <param name="events">Where is told what happens.</param>
/// <param name="clock">Says what day it is.</param>
public sealed class PromotionGates(ChannelDefinition channel, IRegistryStore source, IRunEvents events, TimeProvider clock)
{
    /// <summary>The folder of the git repository whose tags count.</summary>
    public required string GitFolder { get; init; }

    /// <summary>Who promotes.</summary>
    public required string Promoter { get; init; }

    /// <summary>Asks the Core node of a canary cluster; null where the cluster is made on this machine and does not run.</summary>
    public required Func<string, Task<CanaryReading?>> AskCanary { get; init; }

    /// <summary>Asks.</summary>
    /// <exception cref="Diagnostics.FenceException">A registry or the canary cluster could not be asked.</exception>
    public async Task<ImmutableArray<PromotionGate>> AskAsync(PromotionCandidate candidate, CancellationToken cancellationToken)
    {
        var gates = ImmutableArray.CreateBuilder<PromotionGate>();
        var (image, now) = (candidate.Image, clock.GetUtcNow());
        if (channel.NeedsGitTag)
            gates.Add(await GitTagGate.AskAsync(GitFolder, candidate.Commit, cancellationToken));
        if (channel.NeedsVerification)
            gates.Add(VerificationGate.Judge(await new PublishedVerifications(source, events).FindAsync(candidate.Repository, image, cancellationToken)));
        if (channel.Canary is { } canary)
            gates.Add(CanaryGate.Judge(canary, await AskCanary(canary.Cluster), image.Digest, image.ImageId, now));
        var changes = new ChangeGate(channel.Acknowledgements, DateOnly.FromDateTime(now.UtcDateTime));
        if (channel.KeepsPackages)
            gates.Add(changes.JudgePackages(candidate));
        if (channel.AllowsNoNewPrivileges)
            gates.Add(changes.JudgePrivileges(candidate));
        if (channel.Approvers is { } approvers)
            gates.Add(ApprovalGate.Judge(
                approvers, await new Approvals(source).ReadAsync(candidate.Repository, image.Digest, channel.Name, cancellationToken), Promoter));
        return gates.ToImmutable();
    }
}
