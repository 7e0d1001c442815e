using Nuke.Common.CI.GitHubActions;
using Nuke.Common.CI.GitLab;
using Nuke.Common.CI.TeamCity;

namespace Nuke.Common;

/// <summary>Where the build runs: at a terminal, or on one of the CI servers. What it says is in the host's own notation.</summary>
public abstract class Host
{
    // The variable by which each server makes itself known, as its documentation says.
    private static readonly (string Name, string Variable, Func<Host> Create)[] Servers =
    [
        (nameof(GitHubActions), "GITHUB_ACTIONS", () => new GitHubActions()),
        (nameof(GitLab), "GITLAB_CI", () => new GitLab()),
        (nameof(TeamCity), "TEAMCITY_VERSION", () => new TeamCity()),
    ];

    internal static string[] Names => [.. Servers.Select(s => s.Name), nameof(Terminal)];

    /// <summary>The host's name, as <c>--host</c> takes it.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>The line that opens a target's output; null for the plain banner.</summary>
    internal virtual string? GroupStart(string target, DateTimeOffset now) => null;

    /// <summary>The line that closes it.</summary>
    internal virtual string? GroupEnd(string target, DateTimeOffset now) => null;

    /// <summary>A line that lets the host show what made the build fail where its users look for it.</summary>
    internal virtual string? Problem(string message) => null;

    /// <summary>Shows a text in Markdown on the page of the run, where the host has one.</summary>
    internal virtual void ShowSummary(string markdown)
    {
    }

    /// <summary>The host of that name, which must be one of <see cref="Names"/>.</summary>
    internal static Host Create(string name) => Find(server => server.Name == name);

    /// <summary>The host that this process runs on.</summary>
    internal static Host Find() => Find(server => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(server.Variable)));

    private static Host Find(Func<(string Name, string Variable, Func<Host> Create), bool> isMeant) =>
        Servers.FirstOrDefault(isMeant).Create?.Invoke() ?? new Terminal();
}

/// <summary>A terminal, or anything that is no CI server known by name.</summary>
public sealed class Terminal : Host;
