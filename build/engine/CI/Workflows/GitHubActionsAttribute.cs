namespace Nuke.Common.CI.GitHubActions;

/// <summary>
/// Lets the build write a workflow of GitHub Actions, <c>.github/workflows/name.yml</c>, that runs targets of it. The file is
/// written anew, when it changes, by a run that is not on a CI server, and belongs into the repository.
/// </summary>
/// <param name="name">The workflow's name, and its file's.</param>
/// <param name="image">What it runs on.</param>
/// <param name="images">Further ones: a job each.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images) : Attribute
{
    /// <summary>Whether any run writes the file; if not, one that shows the plan does.</summary>
    public bool AutoGenerate { get; set; } = true;

    /// <summary>What starts it, on every branch and tag; where branches or tags are named, the properties below say it all.</summary>
    public GitHubActionsTrigger[] On { get; set; } = [];

    /// <summary>The branches, as patterns, of which a push starts it.</summary>
    public string[] OnPushBranches { get; set; } = [];

    /// <summary>The tags, as patterns, of which a push starts it.</summary>
    public string[] OnPushTags { get; set; } = [];

    /// <summary>The branches, as patterns, into which a pull request starts it.</summary>
    public string[] OnPullRequestBranches { get; set; } = [];

    /// <summary>The targets that it runs.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>The parameters that the repository's secrets give: <c>RegistryPassword</c> is the secret <c>REGISTRY_PASSWORD</c>.</summary>
    public string[] ImportSecrets { get; set; } = [];

    /// <summary>Whether the build gets the run's own token, as <c>GITHUB_TOKEN</c>.</summary>
    public bool EnableGitHubToken { get; set; }

    /// <summary>What that token may change. Where nothing is said here and below, the repository's settings hold.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    /// <summary>What that token may read.</summary>
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    /// <summary>The files on whose contents it depends whether an earlier run's cache is used; none for no cache.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/global.json", "**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>What is cached.</summary>
    public string[] CacheIncludePatterns { get; set; } = [".nuke/temp", "~/.nuget/packages"];

    /// <summary>Whether what the targets produce is kept with the run.</summary>
    public bool PublishArtifacts { get; set; } = true;

    /// <summary>How many commits are fetched; 0 for all.</summary>
    public uint FetchDepth { get; set; } = 1;

    /// <summary>After how many minutes a job is given up; 0 for GitHub's own limit.</summary>
    public int TimeoutMinutes { get; set; }

    /// <summary>Of the workflows with the same group, one runs at a time, to its end.</summary>
    public string? ConcurrencyGroup { get; set; }

    internal string Name { get; } = name.Replace(' ', '_');

    internal IReadOnlyList<GitHubActionsImage> Images { get; } = [image, .. images];
}

/// <summary>What a job runs on.</summary>
public enum GitHubActionsImage
{
    /// <summary>GitHub's newest Ubuntu.</summary>
    UbuntuLatest,

    /// <summary>GitHub's newest Windows.</summary>
    WindowsLatest,

    /// <summary>GitHub's newest macOS.</summary>
    MacOsLatest,
}

/// <summary>What starts a workflow.</summary>
public enum GitHubActionsTrigger
{
    /// <summary>A push.</summary>
    Push,

    /// <summary>A pull request, or a push to its branch.</summary>
    PullRequest,

    /// <summary>A person.</summary>
    WorkflowDispatch,
}

/// <summary>What a run's token can be allowed.</summary>
public enum GitHubActionsPermissions
{
    /// <summary>Workflows and their runs.</summary>
    Actions,

    /// <summary>Checks.</summary>
    Checks,

    /// <summary>Commits, tags, releases.</summary>
    Contents,

    /// <summary>Deployments.</summary>
    Deployments,

    /// <summary>Issues.</summary>
    Issues,

    /// <summary>Packages and container images.</summary>
    Packages,

    /// <summary>Pull requests.</summary>
    PullRequests,

    /// <summary>Statuses of commits.</summary>
    Statuses,
}
