using Nuke.Common.CI.GitHubActions;

namespace Nuke.Common;

/// <summary>Where the build runs: at a terminal, or on one of the CI servers.</summary>
public abstract class Host
{
    internal static readonly string[] Names = [nameof(GitHubActions), nameof(Terminal)];

    /// <summary>The host's name, as <c>--host</c> takes it.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>A line that opens a target's output, in the host's own notation; null for the plain banner.</summary>
    internal virtual string? GroupStart(string target) => null;

    /// <summary>The line that closes it.</summary>
    internal virtual string? GroupEnd => null;

    /// <summary>A line that lets the host show an error where its users look for errors.</summary>
    internal virtual string? ErrorNote(string message) => null;

    internal static Host Create(string? name) =>
        (name ?? Detect()).Equals(nameof(GitHubActions), StringComparison.OrdinalIgnoreCase) ? new GitHubActions() : new Terminal();

    private static string Detect() =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true" ? nameof(GitHubActions) : nameof(Terminal);
}

/// <summary>A terminal, or anything that is no CI server known by name.</summary>
public sealed class Terminal : Host;
