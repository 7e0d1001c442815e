using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Nuke.Common.Execution;

/// <summary>Writes what goes to Serilog's <see cref="Log"/> as lines: <c>HH:mm:ss [INF] text</c>.</summary>
internal sealed class LogLines(RunOutput output, Ansi ansi, Verbosity verbosity, TimeProvider clock) : ILogEventSink
{
    /// <summary>Makes the lines what <see cref="Log"/> writes to.</summary>
    public void Install() => Log.Logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();

    public void Emit(LogEvent logEvent)
    {
        var time = clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = Render(logEvent);
        if (logEvent.Exception is { } exception)
            text += Environment.NewLine + (verbosity == Verbosity.Verbose ? exception.ToString() : exception.Message);

        if (logEvent.Level >= Least()) output.Writer.WriteLine($"{ansi.Dim(time)} [{Level(logEvent.Level)}] {text}");
        else if (logEvent.Level >= LogEventLevel.Debug) output.Note($"{time} [{Short(logEvent.Level)}] {text}");
    }

    // Serilog puts texts in quotes when it renders a message; people read these lines.
    private static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken { PropertyName: var name } && logEvent.Properties.TryGetValue(name, out var value)
                && value is ScalarValue { Value: string plain }) text.Write(plain);
            else token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
        }

        return text.ToString();
    }

    private LogEventLevel Least() => verbosity switch
    {
        Verbosity.Verbose => LogEventLevel.Verbose,
        Verbosity.Normal => LogEventLevel.Debug,
        Verbosity.Minimal => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };

    private string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Warning => ansi.Yellow(Short(level)),
        >= LogEventLevel.Error => ansi.Red(Short(level)),
        LogEventLevel.Information => Short(level),
        _ => ansi.Dim(Short(level)),
    };

    private static string Short(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "VRB",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };
}
