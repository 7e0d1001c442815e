using System.Collections.ObjectModel;
using System.Net;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;
using Octokit;
using Octokit.Internal;

namespace Fence.Tasks.Releases;

/// <summary>
/// Tells GitHub. Everything is looked for first, and then made or changed, as a whole again where GitHub was busy: so a rerun updates, and an
/// answer that was lost makes nothing twice.
/// </summary>
public sealed class GitHubReporter
{
    private const int Attempts = 5;
    private const int LongestDescription = 140;

    private readonly GitHubPlace place;
    private readonly GitHubClient client;
    private readonly ApiConnection connection;
    private readonly IRunEvents events;
    private readonly TimeProvider clock;

    /// <summary>Makes one; nothing is asked yet.</summary>
    /// <param name="place">The repository.</param>
    /// <param name="token">The token; in no message.</param>
    /// <param name="events">Where it tells what it waits for.</param>
    /// <param name="clock">Measures the pauses.</param>
    public GitHubReporter(GitHubPlace place, string token, IRunEvents events, TimeProvider clock)
        : this(place, token, events, clock, HttpMessageHandlerFactory.CreateDefault)
    {
    }

    /// <summary>The same on a transport that is handed in.</summary>
    internal GitHubReporter(GitHubPlace place, string token, IRunEvents events, TimeProvider clock, Func<HttpMessageHandler> transport)
    {
        (this.place, this.events, this.clock) = (place, events, clock);
        var asking = new Connection(
            new ProductHeaderValue("fence"), place.Api, new InMemoryCredentialStore(new Credentials(token)), new HttpClientAdapter(transport), new SimpleJsonSerializer());
        (client, connection) = (new GitHubClient(asking), new ApiConnection(asking));
    }

    /// <summary>Sets a commit's status, unless it is that already.</summary>
    /// <exception cref="FenceException">GitHub refuses, or stays busy.</exception>
    public Task TellAsync(CommitNews news, CancellationToken cancellationToken) => PatientlyAsync($"the status of {news.Commit}", async () =>
    {
        var (state, text) = (news.IsGood ? CommitState.Success : CommitState.Failure, Cut(news.Description));
        var known = await client.Repository.Status.GetAll(place.Owner, place.Name, news.Commit);
        var last = known.FirstOrDefault(status => status.Context == news.Context);
        if (last?.State.Value != state || last.Description != text)
            await client.Repository.Status.Create(
                place.Owner, place.Name, news.Commit, new NewCommitStatus { Context = news.Context, State = state, Description = text });
    }, cancellationToken);

    /// <summary>Has a deployment of a commit to a cluster, with its status.</summary>
    /// <exception cref="FenceException">GitHub refuses, or stays busy.</exception>
    public Task TellAsync(DeploymentNews news, CancellationToken cancellationToken) => PatientlyAsync($"the deployment to {news.Environment}", async () =>
    {
        var (state, text) = (news.IsGood ? DeploymentState.Success : DeploymentState.Failure, Cut(news.Description));
        var filter = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha"] = news.Commit, ["environment"] = news.Environment };
        var known = await connection.GetAll<Deployment>(new Uri($"repos/{place.Owner}/{place.Name}/deployments", UriKind.Relative), filter);

        // No contexts: whether the commit is good is what this program found out itself.
        var deployment = known.Count > 0 ? known[0] : await client.Repository.Deployment.Create(place.Owner, place.Name, new NewDeployment(news.Commit)
        {
            Environment = news.Environment, AutoMerge = false, RequiredContexts = new Collection<string>(), Description = text,
        });
        var told = await client.Repository.Deployment.Status.GetAll(place.Owner, place.Name, deployment.Id);
        var last = told.Count > 0 ? told[0] : null;
        if (last?.State.Value != state || last.Description != text)
            await client.Repository.Deployment.Status.Create(
                place.Owner, place.Name, deployment.Id, new NewDeploymentStatus(state) { Description = text, AutoInactive = true });
    }, cancellationToken);

    /// <summary>Has a release of a tag, with notes and files.</summary>
    /// <exception cref="FenceException">GitHub refuses, or stays busy.</exception>
    public Task TellAsync(ReleaseNews news, CancellationToken cancellationToken) => PatientlyAsync($"the release {news.Tag}", async () =>
    {
        var release = await FindReleaseAsync(news.Tag) is not { } known
            ? await client.Repository.Release.Create(place.Owner, place.Name, new NewRelease(news.Tag) { Name = news.Title, Body = news.Notes })
            : known.Name == news.Title && known.Body == news.Notes ? known
            : await client.Repository.Release.Edit(place.Owner, place.Name, known.Id, new ReleaseUpdate { Name = news.Title, Body = news.Notes });
        var present = await client.Repository.Release.GetAllAssets(place.Owner, place.Name, release.Id);
        foreach (var file in news.Assets)
        {
            // An upload that was cut leaves a file that is not "uploaded".
            var same = present.FirstOrDefault(asset => asset.Name == file.Name);
            if (same is { State: "uploaded" } && same.Size == file.Bytes.Length)
                continue;
            if (same is not null)
                await client.Repository.Release.DeleteAsset(place.Owner, place.Name, same.Id);
            using var content = new MemoryStream(file.Bytes.ToArray(), writable: false);
            await client.Repository.Release.UploadAsset(release, new ReleaseAssetUpload(file.Name, file.MediaType, content, timeout: null), cancellationToken);
        }
    }, cancellationToken);

    private async Task<Release?> FindReleaseAsync(string tag)
    {
        try
        {
            return await client.Repository.Release.Get(place.Owner, place.Name, tag);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task PatientlyAsync(string what, Func<Task> act, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await act();
                return;
            }
            catch (Exception failure) when (failure is ApiException or HttpRequestException || IsTimeout(failure, cancellationToken))
            {
                if (PauseAfter(failure, attempt) is not { } pause)
                    throw Refused(what, failure, FailureKind.Refused);
                if (attempt == Attempts)
                    throw Refused(what, failure, FailureKind.Busy);
                events.Tell(new StepTaken($"GitHub is asked again for {what} in {pause.TotalSeconds:0} s: {Reason(failure)}"));
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private static bool IsTimeout(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    private TimeSpan? PauseAfter(Exception failure, int attempt) => failure is ApiException { HttpResponse: { } response } answer
        ? GitHubPause.After(response.StatusCode, response.Headers, answer.Message, attempt, clock.GetUtcNow())
        : GitHubPause.After(HttpStatusCode.ServiceUnavailable, new Dictionary<string, string>(StringComparer.Ordinal), "", attempt, clock.GetUtcNow());

    private static string Reason(Exception failure) => failure switch
    {
        ApiException answer => $"{(int)answer.StatusCode}, {answer.Message}",
        OperationCanceledException => "it does not answer",
        _ => failure.Message,
    };

    private FenceException Refused(string what, Exception failure, FailureKind kind) => new(
        ExitCode.TargetFailed,
        Diagnostic.Error(
            "FM020",
            $"GitHub at {place.Api} was not told {what}: {Reason(failure)}",
            "Look whether the token may write statuses, deployments and contents of the repository; running again tells it what it lacks"),
        failure)
    {
        Kind = kind,
    };

    private static string Cut(string text) => text.Length > LongestDescription ? $"{text[..(LongestDescription - 1)]}…" : text;
}
