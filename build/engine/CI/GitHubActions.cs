using System.Text;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub Actions: a fold per target, what failed as an annotation, and the table on the run's page.</summary>
public sealed class GitHubActions : Host, IBuildServer
{
    internal override string GroupStart(string target, DateTimeOffset now) => $"::group::{Escape(target)}";

    internal override string GroupEnd(string target, DateTimeOffset now) => "::endgroup::";

    internal override string Problem(string message) => $"::error::{Escape(message)}";

    /// <summary>Adds to the job's page; other steps of the job write to the same file.</summary>
    internal override void ShowSummary(string markdown)
    {
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file)
            File.AppendAllText(file, markdown, new UTF8Encoding(false));
    }

    // GitHub's workflow commands are one line each; these three characters end or distort it.
    private static string Escape(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
