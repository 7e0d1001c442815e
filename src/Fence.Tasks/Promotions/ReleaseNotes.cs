using System.Globalization;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Promotions;

/// <summary>What people are told of a promotion: what the channel names now, and what of it is not as before.</summary>
public static class ReleaseNotes
{
    /// <summary>As Markdown: the image, what had to hold, what the policy allows, and how packages, hooks, privileges and sizes differ.</summary>
    /// <param name="plan">What was, or is to be, done.</param>
    public static string Markdown(PromotionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<string> lines =
        [
            $"# {plan.Reference}", "",
            "| | |", "|---|---|",
            $"| digest | `{plan.Digest}` |",
            $"| image ID | `{plan.ImageId}` |",
            $"| commit | {Code(plan.Commit, "not known")} |",
            $"| from | `{plan.From}` |",
            $"| before | {Code(plan.Former, "nothing")} |",
            "", "## What had to hold", "",
            .. plan.Gates.IsEmpty ? ["Nothing."] : plan.Gates.Select(gate => $"- {gate.Name}: {(gate.Passed ? "yes" : "**no**")}, {Plain(gate.Text)}"),
            "", $"## Policy: {PolicyTitle(plan)}",
            .. PolicyLines(plan),
            "",
        ];
        lines.AddRange(plan.Differences is { } differences ? DifferenceReport.Markdown(differences) : [NoDifferences(plan)]);
        return string.Join('\n', lines) + "\n";
    }

    private static string PolicyTitle(PromotionPlan plan) => plan.FormerPolicy is not { } former ? "not known before"
        : former.SequenceEqual(plan.Policy) ? "the same"
        : string.Create(CultureInfo.InvariantCulture, $"{Changed(plan).Count} changed");

    private static IEnumerable<string> PolicyLines(PromotionPlan plan)
    {
        if (plan.FormerPolicy is null)
            return ["", .. plan.Policy.Select(fact => $"- `{fact.Key}`: {fact.Value}")];
        var changed = Changed(plan);
        return changed.Count == 0 ? [] : ["", "| | before | after |", "|---|---|---|", .. changed];
    }

    private static List<string> Changed(PromotionPlan plan) =>
    [
        .. from name in plan.Policy.Keys.Union(plan.FormerPolicy!.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
           let before = plan.FormerPolicy.GetValueOrDefault(name)
           let after = plan.Policy.GetValueOrDefault(name)
           where before != after
           select $"| `{name}` | {before ?? "nothing said"} | {after ?? "nothing said"} |",
    ];

    private static string NoDifferences(PromotionPlan plan) => plan.Former is null
        ? "The channel named nothing before."
        : "What tells it from the image before is not known: the registry lacks a receipt.";

    private static string Code(string? text, string otherwise) => text is null ? otherwise : $"`{text}`";

    // A finding may hold what Markdown or HTML would take for its own.
    private static string Plain(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal);
}
