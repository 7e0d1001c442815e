using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>Enough of those who may have approved.</summary>
public static class ApprovalGate
{
    private const string Name = "approvers";

    /// <summary>Judges the approvals that lie beside the image.</summary>
    /// <param name="wanted">Who may, and how many have to.</param>
    /// <param name="approvals">The approvals for the image and the channel, one a person.</param>
    /// <param name="promoter">Who promotes.</param>
    public static PromotionGate Judge(ChannelApprovers wanted, ImmutableArray<Approval> approvals, string promoter)
    {
        var told = approvals.Select(approval => (approval, Why: WhyNot(wanted, approval.Who, promoter))).ToList();
        var counted = told.Count(each => each.Why is null);
        var each = string.Join(", ", told.Select(one => $"{one.approval.Who} at {Time(one.approval.When)}{(one.Why is { } why ? $" ({why})" : "")}"));
        var text = string.Create(CultureInfo.InvariantCulture, $"{counted} of {wanted.Needed} that are needed approved{(each.Length > 0 ? $": {each}" : "")}");
        return counted >= wanted.Needed
            ? new PromotionGate(Name, Passed: true, text)
            : new PromotionGate(Name, Passed: false, $"{text}; who may: {string.Join(", ", wanted.Names)}");
    }

    private static string? WhyNot(ChannelApprovers wanted, string who, string promoter) =>
        !wanted.Names.Contains(who, StringComparer.Ordinal) ? "is none of the approvers"
        : who == promoter && !wanted.PromoterCounts ? "promotes, and does not count"
        : null;

    private static string Time(DateTimeOffset when) => when.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
