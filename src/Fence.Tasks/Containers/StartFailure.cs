using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>Says why an application did not start.</summary>
internal static class StartFailure
{
    private const int LinesShown = 5;

    /// <param name="step">The step.</param>
    /// <param name="exitCode">How the application ended; null where it runs and does not listen.</param>
    /// <param name="limit">The time it had.</param>
    /// <param name="lines">What it printed.</param>
    public static Diagnostic Of(LifeStep step, int? exitCode, TimeSpan limit, ImmutableArray<string> lines)
    {
        var how = exitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code} before it listened on port {ApplicationEnvironment.Port}")
            : string.Create(CultureInfo.InvariantCulture, $"did not listen on port {ApplicationEnvironment.Port} within {limit.TotalSeconds:0} seconds");
        var last = lines.Where(line => line.Trim().Length > 0).TakeLast(LinesShown).ToList();
        var said = last.Count == 0 ? "" : $"; it said: {string.Join(" / ", last)}";
        return Diagnostic.Error(
            "FV019", $"the application {how}{said}", $"Does the image have what '{step.Text}' needs? A DEA takes an application for started once it listens on $PORT", step.Span);
    }
}
