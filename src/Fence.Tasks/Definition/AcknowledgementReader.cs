using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>Reads who answers for something, why, and until when.</summary>
internal static class AcknowledgementReader
{
    /// <summary>Reads the keys <c>who</c>, <c>why</c> and <c>until</c>.</summary>
    /// <param name="section">The section that has them.</param>
    /// <param name="span">Where findings about the whole of it point to.</param>
    public static Acknowledgement Read(YamlSection section, SourceSpan span)
    {
        var (who, why) = (section.RequiredText("who", "Ada Example"), section.RequiredText("why", "what it is needed for"));
        var text = section.RequiredText("until", "2027-06-30");
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until);
        if (text is not null && !isDay)
            section.Refuse("FY008", "until", $"'{text}' is not a day", "Write it as YYYY-MM-DD.");
        return new Acknowledgement(who ?? "", why ?? "", until, span);
    }
}
