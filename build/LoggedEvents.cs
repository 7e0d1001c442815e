using Fence.Tasks.Diagnostics;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Serilog;
using Serilog.Events;

namespace Fence.Pipeline;

/// <summary>Tells a run's events as lines of the build's log.</summary>
internal sealed class LoggedEvents : IRunEvents
{
    /// <summary>At a terminal with a person before it, the steps of a build and the DEAs of a rollout move; elsewhere, lines as all others.</summary>
    public static IRunEvents AtThisConsole()
    {
        var isTerminal = !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        var isColoured = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        if (!isTerminal)
            return new LoggedEvents();
        var steps = new LiveBuildSteps(new LoggedEvents(), Console.Out, Width, isColoured, TimeProvider.System);
        return new LiveRollout(steps, Console.Out, Width, isColoured, TimeProvider.System);

        static int Width() => Console.WindowWidth;
    }

    public void Tell(RunEvent happened)
    {
        var level = happened is DiagnosticFound found ? Level(found.Diagnostic.Severity) : LogEventLevel.Information;
        foreach (var line in EventText.Lines(happened))
            Log.Write(level, "{Line:l}", line);
    }

    private static LogEventLevel Level(Severity severity) => severity switch
    {
        Severity.Error => LogEventLevel.Error,
        Severity.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Information,
    };
}
