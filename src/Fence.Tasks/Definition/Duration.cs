using System.Globalization;

namespace Fence.Tasks.Definition;

/// <summary>Durations as <c>fence.yml</c> has them: a number, and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c> behind it.</summary>
internal static class Duration
{
    private const int SecondsOfDay = 86_400;

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mostDays">The most days it may be.</param>
    /// <returns>The duration; null where the text is none, or a longer one.</returns>
    public static TimeSpan? Parse(string text, int mostDays)
    {
        var seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => SecondsOfDay, _ => 0 };
        return int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && seconds > 0 && (long)number * seconds <= (long)mostDays * SecondsOfDay
            ? TimeSpan.FromSeconds((long)number * seconds)
            : null;
    }

    /// <summary>As people read it: <c>2 days</c>, <c>1 hour 5 minutes</c>; the two largest units that are not nothing.</summary>
    public static string Text(TimeSpan duration)
    {
        (int Count, string Unit)[] parts =
            [(duration.Days, "day"), (duration.Hours, "hour"), (duration.Minutes, "minute"), (duration.Seconds, "second")];
        var told = parts.Where(part => part.Count > 0).Take(2)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}{(part.Count == 1 ? "" : "s")}"));
        return string.Join(' ', told) is { Length: > 0 } text ? text : "no time";
    }
}
