namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub Actions: a fold per target, and errors as annotations.</summary>
public sealed class GitHubActions : Host, IBuildServer
{
    internal override string? GroupEnd => "::endgroup::";

    internal override string? GroupStart(string target) => $"::group::{Escape(target)}";

    internal override string? ErrorNote(string message) => $"::error::{Escape(message)}";

    // GitHub's workflow commands are one line each; these three characters end or distort it.
    private static string Escape(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
