using Nuke.Common.CI.GitHubActions;

namespace Fence.Pipeline;

// A pull request is judged and built; what is merged, or tagged, goes on to the cluster that the secret CLUSTER names, or, where there
// is none, to a micro cloud on the runner. One rollout at a time, and none is given up half-way for a newer one.
// The files are written where somebody looks at the plan: NUKE writes them otherwise, and a run must not change the tree that it builds.
[GitHubActions(
    "image",
    GitHubActionsImage.UbuntuLatest,
    AutoGenerate = false,
    OnPushBranches = new[] { "main" },
    OnPushTags = new[] { "v*" },
    InvokedTargets = new[] { nameof(Pipeline) },
    ImportSecrets = new[] { nameof(Cluster) },
    ReadPermissions = new[] { GitHubActionsPermissions.Contents },
    ConcurrencyGroup = "image",
    TimeoutMinutes = 60)]
[GitHubActions(
    "image-pull-request",
    GitHubActionsImage.UbuntuLatest,
    AutoGenerate = false,
    OnPullRequestBranches = new[] { "main" },
    InvokedTargets = new[] { nameof(ValidateHooks), nameof(VerifyImage) },
    ReadPermissions = new[] { GitHubActionsPermissions.Contents },
    TimeoutMinutes = 60)]
internal sealed partial class Build;
