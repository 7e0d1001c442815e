using System.Diagnostics;

namespace Fence.Engine.Tests;

/// <summary>Ctrl-C, and a polite kill.</summary>
public sealed class InterruptionOfARun : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_C_ends_the_running_target_and_starts_no_other()
    {
        var run = await sample.Run(["AfterWaits", "Restore", "--parallel", "1"], SignalWhenWaiting("INT"), TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(("Aborted", "NotRun", "NotRun"), (run.Status("Waits"), run.Status("AfterWaits"), run.Status("Restore")));
        Assert.Contains("Build interrupted on", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canceled", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_polite_kill_is_the_same_and_the_table_is_printed()
    {
        var run = await sample.Run(["WaitsForFile", "Restore", "--parallel", "1"], (process, line) =>
        {
            if (line.EndsWith("waiting", StringComparison.Ordinal)) Signal(process, "TERM");
            if (line.StartsWith("Interrupted:", StringComparison.Ordinal)) sample.With("go-on", "");
        }, TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(("Succeeded", "NotRun"), (run.Status("WaitsForFile"), run.Status("Restore")));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_signal_ends_at_once()
    {
        var run = await sample.Run(["WaitsForever"], (process, line) =>
        {
            if (line.EndsWith("waiting", StringComparison.Ordinal) || line.StartsWith("Interrupted:", StringComparison.Ordinal))
                Signal(process, "INT");
        }, TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        Assert.DoesNotContain("Build interrupted on", run.Output, StringComparison.Ordinal);
    }

    private static Action<Process, string> SignalWhenWaiting(string signal) => (process, line) =>
    {
        if (line.EndsWith("waiting", StringComparison.Ordinal)) Signal(process, signal);
    };

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
