using System.Globalization;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>The log files of the last runs, in <c>.nuke/temp</c>.</summary>
internal static class RunLogs
{
    private const int Kept = 5;

    /// <summary>Starts this run's file, and deletes those of long ago.</summary>
    public static void Open(RunOutput output, AbsolutePath directory, TimeProvider clock)
    {
        // Two runs may start in the same second; the process tells them apart.
        var now = clock.GetLocalNow().ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        output.OpenLog(directory / $"build.{now}.{Environment.ProcessId}.log");
        var logs = Directory.GetFiles(directory, "build.????-??-??_*.log").Order(StringComparer.Ordinal);
        foreach (var old in logs.SkipLast(Kept)) File.Delete(old);
    }
}
