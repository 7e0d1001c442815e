using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>Takes somebody's approval of an image for a channel.</summary>
/// <param name="source">The registry that has the image.</param>
/// <param name="channel">The channel.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says when it happened.</param>
public sealed class Approver(IRegistryStore source, ChannelDefinition channel, IRunEvents events, TimeProvider clock)
{
    /// <summary>Takes it.</summary>
    /// <param name="repository">The repository that has the image.</param>
    /// <param name="from">A tag or a digest.</param>
    /// <param name="who">Who approves.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="FenceException">Nobody need or may approve, there is no such image, or the registry fails.</exception>
    public async Task<bool> ApproveAsync(string repository, string from, string who, CancellationToken cancellationToken)
    {
        if (channel.Approvers is not { } approvers)
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FM005", $"the channel {channel.Name} asks for no approval", "Name who may approve: 'approvers' of the channel in fence.yml"));
        if (!approvers.Names.Contains(who, StringComparer.Ordinal))
            throw new FenceException(ExitCode.RefusedByPolicy, Diagnostic.Error(
                "FM006", $"{who} is none of those who may approve for {channel.Name}", $"Approvers: {string.Join(", ", approvers.Names)}"));

        var image = await source.FindManifestAsync(repository, from, cancellationToken)
            ?? throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
                "FM004", $"the registry at {source.Address} has no {repository} {from} to approve", "Name a tag or a digest that is there: --from <tag|digest>"));
        var isNew = await new Approvals(source).AddAsync(repository, new Approval(channel.Name, image.Digest, who, clock.GetUtcNow()), cancellationToken);
        events.Tell(new StepTaken($"{who} {(isNew ? "approves" : "approved before")}: {image.Digest} for {channel.Name}"));
        return isNew;
    }
}
