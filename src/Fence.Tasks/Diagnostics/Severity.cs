namespace Fence.Tasks.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Info,

    /// <summary>Will probably be regretted; does not stop a run.</summary>
    Warning,

    /// <summary>Stops the run.</summary>
    Error,
}

/// <summary>How severities are written.</summary>
internal static class SeverityWords
{
    /// <summary>The word that people and programs read: <c>error</c>, <c>warning</c>, <c>info</c>.</summary>
    public static string Word(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
