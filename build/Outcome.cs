using Fence.Tasks.Diagnostics;
using Fence.Tasks.Reports;

namespace Fence.Pipeline;

/// <summary>How the program ends: the exit code, and the last lines.</summary>
internal static class Outcome
{
    private static DateTimeOffset startedAt;
    private static ExitCode? failure;
    private static RunRecordFile? recordFile;
    private static string? lastLine;

    /// <summary>Remembers when the program began.</summary>
    public static void Begin() => startedAt = TimeProvider.System.GetUtcNow();

    /// <summary>Remembers the file whose record is summed up at the end.</summary>
    public static void SumUp(RunRecordFile file) => recordFile = file;

    /// <summary>Remembers a line that has to be the last one.</summary>
    public static void EndWith(string line) => lastLine = line;

    /// <summary>Remembers why a target failed, and makes the exception that tells the engine so; the reasons themselves have been told.</summary>
    public static Exception Failed(FenceException reason)
    {
        failure ??= reason.Exit;
        var count = reason.Diagnostics.Length == 1 ? "the reason is" : $"the {reason.Diagnostics.Length} reasons are";
        return new InvalidOperationException($"{count} above (exit code {(int)reason.Exit})", reason);
    }

    /// <summary>Prints the end and chooses the exit code.</summary>
    /// <param name="engineCode">What the engine ended with: 0, or any other number for a failure.</param>
    /// <param name="isInterrupted">Whether somebody wanted the run to end.</param>
    public static int End(int engineCode, bool isInterrupted)
    {
        if (recordFile?.Read() is { } record && lastLine is null)
        {
            Console.WriteLine();
            foreach (var line in RunSummary.Lines(record, startedAt))
                Console.WriteLine(line);
        }

        if (lastLine is not null)
            Console.WriteLine(lastLine);

        // The engine knows that something failed; why is known here. NUKE has one number for everything; the built-in engine tells
        // an interruption and a wrong command line apart itself.
        if (isInterrupted && engineCode != 0)
            return (int)ExitCode.Interrupted;
        return engineCode is 0 or (int)ExitCode.Interrupted or (int)ExitCode.BadInput ? engineCode : (int)(failure ?? ExitCode.TargetFailed);
    }
}
