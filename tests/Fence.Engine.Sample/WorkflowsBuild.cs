using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Serilog;

namespace Fence.Engine.Sample;

/// <summary>A build that asks for workflows of GitHub Actions, with all that can be said about them.</summary>
[GitHubActions(
    "everything",
    GitHubActionsImage.UbuntuLatest,
    GitHubActionsImage.WindowsLatest,
    GitHubActionsImage.MacOsLatest,
    On = new[] { GitHubActionsTrigger.WorkflowDispatch },
    OnPushBranches = new[] { "main", "release/*", "it's" },
    OnPushTags = new[] { "v*" },
    OnPullRequestBranches = new[] { "main" },
    InvokedTargets = new[] { nameof(Pack), nameof(Push) },
    ImportSecrets = new[] { nameof(RegistryPassword) },
    EnableGitHubToken = true,
    ReadPermissions = new[] { GitHubActionsPermissions.Contents },
    WritePermissions = new[] { GitHubActionsPermissions.PullRequests },
    CacheKeyFiles = new[] { "global.json" },
    CacheIncludePatterns = new[] { "~/.nuget/packages", "with space" },
    FetchDepth = 0,
    TimeoutMinutes = 30,
    ConcurrencyGroup = "push-${{ github.ref }}")]
[GitHubActions(
    "little",
    GitHubActionsImage.UbuntuLatest,
    On = new[] { GitHubActionsTrigger.Push, GitHubActionsTrigger.PullRequest },
    InvokedTargets = new[] { nameof(Pack) },
    CacheKeyFiles = new string[0],
    PublishArtifacts = false)]
[GitHubActions("by hand", GitHubActionsImage.UbuntuLatest, AutoGenerate = false, On = new[] { GitHubActionsTrigger.WorkflowDispatch }, InvokedTargets = new[] { nameof(Pack) })]
internal sealed class WorkflowsBuild : NukeBuild
{
    [Parameter("The registry's password"), Secret]
    readonly string? RegistryPassword;

    public static int Run() => Execute<WorkflowsBuild>(x => x.Push);

    Target Pack => _ => _
        .Produces(RootDirectory / "artifacts" / "packages" / "*.nupkg", RootDirectory / "artifacts" / "report.html")
        .Executes(() => Log.Information("packed"));

    Target Push => _ => _
        .DependsOn(Pack)
        .Executes(() => Log.Information("pushed"));
}
