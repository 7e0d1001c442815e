using System.Globalization;

namespace Fence.Tasks.Definition;

/// <summary>A number of nodes, or a share of them: <c>3</c> or <c>25%</c>.</summary>
/// <param name="Value">The number, or the share in percent.</param>
/// <param name="IsShare">Whether it is a share.</param>
public readonly record struct Amount(int Value, bool IsShare)
{
    /// <summary>A number of nodes.</summary>
    public static Amount Of(int nodes) => new(nodes, IsShare: false);

    /// <summary>A share in percent.</summary>
    public static Amount Percent(int percent) => new(percent, IsShare: true);

    /// <summary>Reads one; null when <paramref name="text"/> is none.</summary>
    public static Amount? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isShare = text.EndsWith('%');
        return int.TryParse(isShare ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && (!isShare || value <= 100)
            ? new Amount(value, isShare)
            : null;
    }

    /// <summary>How many nodes that is. A share that is more than nothing is at least one node; there are never more than there are.</summary>
    /// <param name="nodes">The number of nodes there are.</param>
    public int Among(int nodes) => Math.Min(nodes, IsShare ? (int)(((long)Value * nodes + 99) / 100) : Value);

    /// <summary>The most nodes that are still no more than it says: a share is rounded down.</summary>
    /// <param name="nodes">The number of nodes there are.</param>
    public int AtMost(int nodes) => Math.Min(nodes, IsShare ? (int)((long)Value * nodes / 100) : Value);

    /// <summary>As it is written in <c>fence.yml</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}{(IsShare ? "%" : "")}");
}
