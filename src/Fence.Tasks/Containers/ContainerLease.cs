using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Fence.Tasks.Containers;

/// <summary>
/// Whose a container is and until when it can be in use, as labels on it: so a later run finds what a killed one left, and leaves alone what
/// another one is using.
/// </summary>
/// <param name="Machine">The machine that the run is on.</param>
/// <param name="Process">Its process there.</param>
/// <param name="StartedAt">When that process began; a later one can have the same number.</param>
/// <param name="Until">When it can no longer be in use, whatever became of the process.</param>
public sealed record ContainerLease(string Machine, int Process, long StartedAt, DateTimeOffset Until)
{
    /// <summary>The label that every container of Fence's has.</summary>
    public const string Label = "dev.fence.lease";

    // When a process began is computed from ticks, and may differ by rounding.
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(2);

    /// <summary>The lease of this process.</summary>
    public static ContainerLease Of(TimeProvider clock, TimeSpan duration)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new ContainerLease(Environment.MachineName, self.Id, Began(self), clock.GetUtcNow() + duration);
    }

    /// <summary>The labels.</summary>
    public ImmutableDictionary<string, string> Labels => ImmutableDictionary<string, string>.Empty.Add(
        Label,
        string.Create(CultureInfo.InvariantCulture, $"{Machine} {Process} {StartedAt} {Until.ToUnixTimeSeconds()}"));

    /// <summary>Reads the label; null when it is none of this program's.</summary>
    public static ContainerLease? Parse(string? label) =>
        label?.Split(' ') is [var machine, var process, var started, var until]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(started, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var startedAt)
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new ContainerLease(machine, number, startedAt, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    /// <summary>Whether nobody can be using the container any more.</summary>
    /// <param name="now">The time.</param>
    /// <param name="machine">The machine that asks; only of its own processes it knows whether they run.</param>
    /// <param name="findStart">When a process of that machine began; null where there is none of that number.</param>
    public bool IsOver(DateTimeOffset now, string machine, Func<int, long?> findStart) =>
        now >= Until
        || (Machine == machine && (findStart(Process) is not { } began || Math.Abs(began - StartedAt) > Precision.TotalSeconds));

    /// <summary>When a process of this machine began, in seconds since 1970; null where there is none.</summary>
    public static long? FindStart(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return Began(found);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null; // It has ended.
        }
    }

    private static long Began(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
}
