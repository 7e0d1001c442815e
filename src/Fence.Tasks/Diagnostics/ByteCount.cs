using System.Globalization;

namespace Fence.Tasks.Diagnostics;

/// <summary>How a number of bytes reads.</summary>
public static class ByteCount
{
    private const double Kilo = 1000;

    /// <summary>In the unit that gives it few digits: <c>512 B</c>, <c>1.5 kB</c>, <c>110.0 MB</c>, <c>1.93 GB</c>.</summary>
    public static string Text(long bytes) => bytes switch
    {
        >= (long)(Kilo * Kilo * Kilo) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kilo * Kilo * Kilo):0.00} GB"),
        >= (long)(Kilo * Kilo) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kilo * Kilo):0.0} MB"),
        >= (long)Kilo => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}
