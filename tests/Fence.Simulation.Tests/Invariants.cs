using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;

namespace Fence.Simulation.Tests;

/// <summary>What has to hold at every moment, judged by the simulated world itself and not by what the pipeline says.</summary>
internal sealed class Invariants(SimCore core, IEnumerable<SimNode> nodesInService, ClusterDefinition definition)
{
    private readonly List<string> broken = [];
    private readonly List<SimNode> nodes = [.. nodesInService];
    private readonly List<(string Token, string Before, string After)> writes = [];
    private bool wasChangedByHand;

    public IReadOnlyList<string> Broken => broken;

    public void Break(string what) => broken.Add(what);

    public void ChangedByHand() => wasChangedByHand = true;

    /// <summary>A pipeline is writing: whether it may, and whether it writes what it may.</summary>
    public void CheckWrite(ConfigAttempt attempt)
    {
        var before = core.Value;
        if (core.Holder?.Token != attempt.Guard.LockToken)
            Break($"{attempt.Process.Name} wrote while the lock was {core.Holder?.Token ?? "nobody's"}");
        if (before != attempt.Guard.Before.Text)
            Break($"{attempt.Process.Name} overwrote {before}, which it had never read");

        var isPutBack = IsPutBack(ConfigValue.FromJson(before), attempt.After);
        if (!isPutBack || (attempt.Process.IsRollback && !attempt.After.Entries.IsEmpty))
            CheckFirst(attempt.After);
        if (!isPutBack)
            CheckFallbacks(ConfigValue.FromJson(before), attempt.After, trims: !attempt.Process.IsRollback);

        writes.Add((attempt.Guard.LockToken, before, AsText(attempt.After)));
    }

    /// <summary>A name is being taken from a node: not one that the configuration has, or that a container uses.</summary>
    public void CheckRemoval(SimNode node, string reference)
    {
        if (core.Config.Entries.Contains(reference, StringComparer.Ordinal))
            Break($"{reference} was removed from {node.Name}, and the configuration names it");
        if (node.Containers.Any(container => container.ImageId == node.IdOf(reference)))
            Break($"{reference} was removed from {node.Name}, and a container uses it");
    }

    /// <summary>A run says that it is done.</summary>
    public void CheckClaim(SimProcess process, PublishedImage image, ConfigChange change)
    {
        if (change.IsWritten && core.Config.Entries.FirstOrDefault() != image.Reference && !wasChangedByHand && !IsFollowedByOther(image))
            Break($"{process.Name} says that {image.Reference} is configured, and it is {core.Config}");
    }

    public void CheckConverged(PublishedImage image, Exception? failure, string former)
    {
        if (failure is not null)
            Break($"a run in calm failed: {failure.Message}");
        if (core.Config.Entries.FirstOrDefault() != image.Reference)
            Break($"after a run in calm the configuration is {core.Config}");
        CheckFirst(core.Config);
        CheckFallbacks(ConfigValue.FromJson(former), core.Config, trims: true);
        if (core.Files.Any(file => file.Key.StartsWith("pending", StringComparison.Ordinal) && file.Value.Contains($"\"{image.Reference}\"", StringComparison.Ordinal)))
            Break("a run in calm left its change as one that was not seen to its end");
    }

    /// <summary>A run in calm was interrupted, and has had time to end.</summary>
    public void CheckInterrupted(SimProcess process, PublishedImage image, string former)
    {
        if (!process.HasEnded)
            Break($"{process.Name} went on for a minute after it was interrupted");
        if (core.Holder is { } holder && holder.Process == process.Name)
            Break($"{process.Name} was interrupted and left the lock to {holder.Token}");
        if (core.Value != former && core.Config.Entries.FirstOrDefault() != image.Reference)
            Break($"{process.Name} was interrupted, and the configuration, {former}, became {core.Value}");
    }

    /// <summary>A rollback in calm has ended.</summary>
    public void CheckRolledBack(Exception? failure)
    {
        // There may be nothing to go back to, or nobody may have it any more.
        if (failure is FenceException { Diagnostics: [{ Code: "FO040" or "FO041" }, ..] })
            return;
        if (failure is not null)
            Break($"a rollback in calm failed: {failure.Message}");
        CheckFirst(core.Config);
    }

    public void CheckRefused(PublishedImage image, Exception? failure)
    {
        if (failure is null)
            Break($"no container starts from {image.Reference}, and a run in calm did not fail");
        if (core.Config.Entries.FirstOrDefault() == image.Reference && !wasChangedByHand)
            Break($"no container starts from {image.Reference}, and the configuration names it");
    }

    // A former value comes back as it was; what somebody has added since stays behind it.
    private bool IsPutBack(ConfigValue now, ConfigValue after)
    {
        var first = now.Entries.FirstOrDefault();
        if (after.Entries.FirstOrDefault() is { } named && (named == Schedule.First.Reference || named == Schedule.Second.Reference) && first != null && named == first)
            return false;
        return writes.Any(write =>
        {
            var (old, written) = (ConfigValue.FromJson(write.Before), ConfigValue.FromJson(write.After));
            if (written.Entries[0..Math.Min(1, written.Entries.Length)] is not [var put] || put != first)
                return false;
            return now.Equals(written)
                ? after.Equals(old)
                : !old.Entries.IsEmpty
                    && after.Entries.Take(old.Entries.Length).SequenceEqual(old.Entries, StringComparer.Ordinal)
                    && now.Entries.Where(entry => entry != first).All(entry => after.Entries.Contains(entry, StringComparer.Ordinal));
        });
    }

    // The first invariant: what is named first is on every DEA in service, with one image ID.
    private void CheckFirst(ConfigValue value)
    {
        var reference = value.Entries.FirstOrDefault() ?? "";
        var wanted = Schedule.IdOf(reference);
        if (wanted is null)
            Break($"the configuration was made to name {reference}");
        foreach (var node in nodes.Where(node => node.IdOf(reference) != wanted))
            Break($"{reference} is named, and {node.Name} has {node.IdOf(reference) ?? "nothing"} under it");
    }

    // The second: what stood there stands there still, in its order, less entries of the pipeline's own that are too many.
    private void CheckFallbacks(ConfigValue before, ConfigValue after, bool trims)
    {
        if (after.Entries.IsEmpty)
        {
            Break($"{before} was removed");
            return;
        }

        var first = after.Entries[0];
        var kept = after.Entries.Skip(1).ToList();
        var former = before.Entries.Where(entry => entry != first).Distinct(StringComparer.Ordinal).ToList();
        if (after is ConfigValue.Text)
        {
            if (before is ConfigValue.List)
                Break($"a list, {before}, became the string {after}");
            return;
        }

        var lost = former.Except(kept, StringComparer.Ordinal).ToList();
        if (lost.Any(entry => !IsOwn(entry)))
            Break($"{string.Join(", ", lost)} got lost between {before} and {after}");
        if (!kept.SequenceEqual(former.Where(kept.Contains), StringComparer.Ordinal))
            Break($"{before} became {after}: not the same order");
        if (trims && definition.Rollout.KeepEntries is { } most && after.Entries.Count(IsOwn) > most)
            Break($"{after} has more than {most} entries of the pipeline");
    }

    private bool IsFollowedByOther(PublishedImage image)
    {
        var one = writes.FindIndex(write => ConfigValue.FromJson(write.After).Entries.FirstOrDefault() == image.Reference);
        return one >= 0 && writes.Skip(one + 1).Any(write => ConfigValue.FromJson(write.After).Entries.FirstOrDefault() != image.Reference);
    }

    private static bool IsOwn(string entry) => entry.StartsWith("api.test:5000/exampleco/stack-alsek:", StringComparison.Ordinal);

    private static string AsText(ConfigValue value) => value is ConfigValue.Missing ? "" : value.ToJson();
}
