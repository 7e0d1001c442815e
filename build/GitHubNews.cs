using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Releases;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Pipeline;

/// <summary>Tells GitHub what happened, where GITHUB_TOKEN is there. What it does not hear is a warning: what was done is done.</summary>
internal sealed class GitHubNews(string root, IRunEvents events, TimeProvider clock)
{
    private readonly string? token = Environment.GetEnvironmentVariable("GITHUB_TOKEN") is { Length: > 0 } given ? given : null;
    private bool isBusy;

    /// <summary>Whether there is somebody to tell.</summary>
    public bool IsThere => token is not null;

    public Task TellAsync(ReleaseNews release, CancellationToken cancellationToken) =>
        TellAsync((gitHub, _) => gitHub.TellAsync(release, cancellationToken), cancellationToken);

    /// <summary>Tells a stage's end. What was made from a changed work tree is of no commit.</summary>
    public Task TellAsync(RunRecord record, StageRecord stage, CancellationToken cancellationToken) => TellAsync(
        async (gitHub, revision) =>
        {
            if (revision is not { IsDirty: false })
                return;
            if (StageNews.StatusOf(record, stage) is { } status)
                await gitHub.TellAsync(status, cancellationToken);
            if (StageNews.DeploymentOf(record, stage) is { } deployment)
                await gitHub.TellAsync(deployment, cancellationToken);
        },
        cancellationToken);

    /// <summary>What would be told, as a sentence.</summary>
    public string Rehearse(ReleaseNews release) => token is null
        ? $"would tell GitHub nothing of {release.Tag}: there is no GITHUB_TOKEN"
        : $"would have the release {release.Tag} on GitHub, with these notes and {string.Join(", ", release.Assets.Select(file => file.Name))}";

    private async Task TellAsync(Func<GitHubReporter, SourceRevision?, Task> tell, CancellationToken cancellationToken)
    {
        if (token is null || isBusy)
            return;
        try
        {
            var revision = await SourceRevision.ReadAsync(root, cancellationToken);
            if (GitHubPlace.Find(Environment.GetEnvironmentVariable, revision?.Source) is { } place)
                await tell(new GitHubReporter(place, token, events, clock), revision);
        }
        catch (FenceException silent)
        {
            // One stage has waited for it; the others need not, too.
            isBusy = silent.Kind.IsTransient();
            events.Tell(new DiagnosticFound(silent.Diagnostics[0] with { Severity = Severity.Warning }));
        }
    }
}
