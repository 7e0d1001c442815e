using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Nuke.Common.Execution;

/// <summary>Writes what goes to Serilog's <see cref="Log"/> as lines: <c>HH:mm:ss [INF] text</c>.</summary>
internal sealed class LogLines(RunOutput output, Ansi ansi, Verbosity verbosity) : ILogEventSink
{
    // Serilog puts texts in quotes when it renders a message; people read these lines, so they have none.
    private static readonly MessageTemplateTextFormatter Lines =
        new("{Timestamp:HH:mm:ss}|{Level:u3}|{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>Makes the lines what <see cref="Log"/> writes to.</summary>
    public void Install() => Log.Logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        Lines.Format(logEvent, line);
        string[] parts = line.ToString().Split('|', 3);
        var (time, level, text) = (parts[0], parts[1], parts[2]);
        if (logEvent.Exception is { } exception)
            text += Environment.NewLine + (verbosity == Verbosity.Verbose ? exception.ToString() : exception.Message);

        if (logEvent.Level >= Least) output.WriteLine($"{ansi.Dim(time)} [{Paint(logEvent.Level, level)}] {text}");
        else if (logEvent.Level >= LogEventLevel.Debug) output.Note($"{time} [{level}] {text}");
    }

    private LogEventLevel Least => verbosity switch
    {
        Verbosity.Verbose => LogEventLevel.Verbose,
        Verbosity.Normal => LogEventLevel.Debug,
        Verbosity.Minimal => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };

    private string Paint(LogEventLevel level, string text) => level switch
    {
        LogEventLevel.Information => text,
        LogEventLevel.Warning => ansi.Yellow(text),
        >= LogEventLevel.Error => ansi.Red(text),
        _ => ansi.Dim(text),
    };
}
