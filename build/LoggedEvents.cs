using Fence.Tasks.Diagnostics;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Serilog;
using Serilog.Events;

namespace Fence.Pipeline;

/// <summary>Tells a run's events as lines of the build's log.</summary>
internal sealed class LoggedEvents : IRunEvents
{
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
