using System.Globalization;

namespace Nuke.Common.CI.GitLab;

/// <summary>GitLab CI: a section per target, which the job's page folds.</summary>
public sealed class GitLab : Host, IBuildServer
{
    internal override string GroupStart(string target, DateTimeOffset now) => Marker("start", target, now) + target;

    internal override string GroupEnd(string target, DateTimeOffset now) => Marker("end", target, now);

    // The carriage return and the two erasures keep the markers themselves out of sight.
    private static string Marker(string kind, string target, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"\e[0Ksection_{kind}:{now.ToUnixTimeSeconds()}:{Key(target)}\r\e[0K");

    // A section's key may hold letters of ASCII, digits, and a few signs.
    private static string Key(string target) => string.Concat(target.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
