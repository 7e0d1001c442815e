using System.Globalization;
using Fence.Tasks.Containers;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>VerifyImage found the image good.</summary>
public static class VerificationGate
{
    private const string Name = "verified";

    /// <summary>Judges the latest result that lies beside the image.</summary>
    /// <param name="latest">The result; null where there is none.</param>
    public static PromotionGate Judge(Verification? latest)
    {
        if (latest is null)
            return new PromotionGate(Name, Passed: false, "no result of VerifyImage lies beside the image in the registry");
        var when = latest.EndedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return latest.IsGood
            ? new PromotionGate(Name, Passed: true, string.Create(CultureInfo.InvariantCulture, $"VerifyImage tried {latest.Tried} things at {when} UTC, and none failed"))
            : new PromotionGate(Name, Passed: false, $"VerifyImage failed at {when} UTC: {string.Join("; ", latest.Failures)}");
    }
}
