using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Fence.Tasks.Definition;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>No package went and no privilege came since the channel's former image, unless somebody answers for it.</summary>
/// <param name="acknowledged">What somebody answers for.</param>
/// <param name="today">The day on which that has to hold, in UTC.</param>
public sealed class ChangeGate(ImmutableArray<AcknowledgedChange> acknowledged, DateOnly today)
{
    /// <summary>Judges the packages.</summary>
    public PromotionGate JudgePackages(PromotionCandidate candidate) =>
        Judge("packages", "no package is gone", "not in the image any more", candidate, PackagesGone);

    /// <summary>Judges the privileges.</summary>
    public PromotionGate JudgePrivileges(PromotionCandidate candidate) => Judge(
        "privileges", "no privilege is new", "not given by the channel's former image", candidate,
        known => PrivilegeGains.Between(known.FormerReceipt!, known.Receipt!));

    private static ImmutableArray<NotedChange> PackagesGone(PromotionCandidate candidate)
    {
        // A package that was there in two versions and now is in one has not gone.
        var present = candidate.Receipt!.Packages.Select(package => (package.Manager, PackageChanges.NameOf(package))).ToHashSet();
        return
        [
            .. candidate.Differences!.Packages
                .Where(change => change.Kind == Images.Differences.ChangeKind.Removed && !present.Contains((change.Subject, change.Name)))
                .Select(change => new NotedChange(change.Name, $"{change.Name} {change.Before}")),
        ];
    }

    private PromotionGate Judge(
        string name, string nothing, string what, PromotionCandidate candidate, Func<PromotionCandidate, ImmutableArray<NotedChange>> find)
    {
        if (candidate.Former is null)
            return new PromotionGate(name, Passed: true, "the channel named nothing before");
        if (candidate.Former == candidate.Image.Digest)
            return new PromotionGate(name, Passed: true, "the channel names the image already");

        var changes = candidate.Differences is null ? Unknown(candidate) : find(candidate);
        if (changes.IsEmpty)
            return new PromotionGate(name, Passed: true, nothing);
        var told = changes.Select(change => (Change: change, Answer: Answer(change.Name))).ToList();
        var prefix = candidate.Differences is null ? "what is in it cannot be compared, since the registry lacks the " : $"{what}: ";
        return new PromotionGate(
            name,
            told.All(each => each.Answer.IsValid),
            prefix + string.Join(", ", told.Select(each => $"{each.Change.Text}{each.Answer.Text}")));
    }

    private static ImmutableArray<NotedChange> Unknown(PromotionCandidate candidate)
    {
        var changes = ImmutableArray.CreateBuilder<NotedChange>();
        if (candidate.Receipt is null)
            changes.Add(new NotedChange($"receipt of {candidate.Image.Digest}", $"receipt of {candidate.Image.Digest}"));
        if (candidate.FormerReceipt is null)
            changes.Add(new NotedChange($"receipt of {candidate.Former}", $"receipt of {candidate.Former}"));
        return changes.ToImmutable();
    }

    private (bool IsValid, string Text) Answer(string change)
    {
        var matching = acknowledged.Where(each => FileSystemName.MatchesSimpleExpression(each.Change, change, ignoreCase: false)).ToList();
        if (matching.Count == 0)
            return (false, "");
        var latest = matching.MaxBy(each => each.Given.Until)!.Given;
        var until = latest.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return latest.Until >= today
            ? (true, $" ({latest.Who} answers for it until {until}: {latest.Why})")
            : (false, $" ({latest.Who} answered for it until {until}, and that is over)");
    }
}

/// <summary>A change that somebody has to answer for.</summary>
/// <param name="Name">What an acknowledgement calls it.</param>
/// <param name="Text">What people are told.</param>
internal sealed record NotedChange(string Name, string Text);
