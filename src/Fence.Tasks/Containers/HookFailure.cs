using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>Says what a step that did not succeed suffers from, by how it ended and what it printed.</summary>
internal static partial class HookFailure
{
    private const int LinesShown = 5;

    /// <summary>Judges how a step ended.</summary>
    /// <param name="step">The step.</param>
    /// <param name="exitCode">Its exit code; null where it did not end in time.</param>
    /// <param name="limit">The time it had.</param>
    /// <param name="state">How far it came.</param>
    /// <param name="lines">What it printed.</param>
    /// <returns>What is wrong; null when it succeeded.</returns>
    public static Diagnostic? Of(LifeStep step, int? exitCode, TimeSpan limit, HookState state, ImmutableArray<string> lines) => (exitCode, state) switch
    {
        (null, _) => Found(
            "FV013", step, string.Create(CultureInfo.InvariantCulture, $"did not end within {limit.TotalSeconds:0} seconds"),
            "Let it not wait for anything, and put what is to go on into the background; the limit is verify.hook_time_limit in fence.yml", lines),
        (_, HookState.NotExecutable) => Found(
            "FV012", step, $"cannot be executed: {step.Text} lacks the executable bit for the user", "Set it in the Dockerfile: RUN chmod 0755", []),
        (_, HookState.NoFolder) => Found("FV010", step, "cannot enter the application's folder", "Look at the modes of /home in the image", lines),
        (_, HookState.Untold) => Found(
            "FV010", step, "could not be run", "fence needs /bin/bash, /usr/bin/env and a /tmp that anybody can write to in the image", lines),
        (0, _) => null,
        var (code, _) when lines.Any(NeedsSudo().IsMatch) => Found(
            "FV016", step, $"needs sudo that the image does not grant, and ended with exit code {code}",
            "Install sudo, and allow the command in a file of mode 0440 in /etc/sudoers.d", Telling(lines, NeedsSudo())),
        var (code, _) when lines.Any(NeedsTerminal().IsMatch) => Found(
            "FV015", step, $"needs a terminal, and ended with exit code {code}", "Hooks run without one, and with nothing on standard input: let it ask nobody",
            Telling(lines, NeedsTerminal())),
        var (code, _) => Found("FV014", step, $"failed with exit code {code}", "Mend it, or let it succeed where it may go without", lines),
    };

    private static ImmutableArray<string> Telling(ImmutableArray<string> lines, Regex telling) => [.. lines.Where(line => telling.IsMatch(line))];

    private static Diagnostic Found(string code, LifeStep step, string what, string remedy, ImmutableArray<string> lines)
    {
        var last = lines.Where(line => line.Trim().Length > 0).TakeLast(LinesShown).ToList();
        var said = last.Count == 0 ? "" : $"; it said: {string.Join(" / ", last)}";
        return Diagnostic.Error(code, $"{step.Name} {what}{said}", remedy, step.Span);
    }

    // sudo speaks of a terminal, too, where it is a grant that is missing.
    [GeneratedRegex(
        @"\bsudo: (a (terminal|password) is required|no tty present|sorry, you must have a tty|command not found|effective uid is not 0|.*must be (owned by uid 0|setuid root)|.*no new privileges)"
        + @"|is not in the sudoers file|is not allowed to (execute|run sudo)|sudo: not found",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NeedsSudo();

    [GeneratedRegex(
        @"not a tty|not a terminal|(?<![a-z])TTY is required|/dev/tty: No such device|/dev/tty: Permission|Inappropriate ioctl for device|TERM environment variable (not|needs)|unknown terminal type|must be run from a terminal|no tty\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NeedsTerminal();
}
