using System.Text;
using System.Text.Json.Nodes;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Releases;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Releases;

/// <summary>What GitHub's description cannot show: what is there already, limits, failures, pages.</summary>
public sealed class GitHubReporterTests
{
    private const string Token = "made-up-token";
    private const string Commit = "4f1c2ab000000000000000000000000000000000";
    private const string Release = """{"id":7,"name":"v1","body":"notes","tag_name":"v1","upload_url":"http://HOST/upload/7/assets{?name,label}"}""";

    private readonly RecordedEvents events = new();
    private readonly ImpatientClock clock = new();

    private static ReleaseNews News => new("v1", "v1", "notes", [new ReleaseFile("receipt.json", "application/json", "{}"u8.ToArray())]);

    [Fact]
    public async Task A_release_that_is_not_there_is_made_with_its_files()
    {
        using var github = Serve(asked => asked switch
        {
            { Method: "GET", Path: "/repos/exampleco/base/releases/tags/v1" } => new Reply(404, "{}", Json),
            { Method: "POST", Path: "/repos/exampleco/base/releases" } => new Reply(201, Release, Json),
            { Method: "GET", Path: "/repos/exampleco/base/releases/7/assets" } => new Reply(200, "[]", Json),
            { Method: "POST", Path: "/upload/7/assets?name=receipt.json" } => new Reply(201, "{}", Json),
            _ => new Reply(500),
        });

        await Reporter(github).TellAsync(News, Cancel);

        Assert.Equal(
            [
                "GET /repos/exampleco/base/releases/tags/v1", "POST /repos/exampleco/base/releases",
                "GET /repos/exampleco/base/releases/7/assets", "POST /upload/7/assets?name=receipt.json",
            ],
            github.Lines);
        var made = JsonNode.Parse(github.All[1].Body)!;
        Assert.Equal(("v1", "v1", "notes"), ((string)made["tag_name"]!, (string)made["name"]!, (string)made["body"]!));
        Assert.Equal("{}", Encoding.UTF8.GetString(github.All[3].Body));
        Assert.All(github.All, asked => Assert.Equal($"Token {Token}", asked.Authorization));
    }

    [Fact]
    public async Task A_release_that_is_there_as_it_should_be_is_left_alone()
    {
        using var github = Serve(asked => asked.Path.EndsWith("/assets", StringComparison.Ordinal)
            ? new Reply(200, """[{"id":1,"name":"receipt.json","size":2,"state":"uploaded"}]""", Json)
            : new Reply(200, Release, Json));

        await Reporter(github).TellAsync(News, Cancel);

        Assert.All(github.All, asked => Assert.Equal("GET", asked.Method));
    }

    [Fact]
    public async Task A_release_with_other_notes_is_changed_and_a_file_whose_upload_was_cut_is_sent_again()
    {
        using var github = Serve(asked => (asked.Method, asked.Path.EndsWith("/assets", StringComparison.Ordinal)) switch
        {
            ("GET", true) => new Reply(200, """[{"id":1,"name":"receipt.json","size":2,"state":"starter"}]""", Json),
            ("DELETE", _) => new Reply(204),
            ("POST", _) => new Reply(201, "{}", Json),
            _ => new Reply(200, Release, Json),
        });

        await Reporter(github).TellAsync(News with { Notes = "other notes" }, Cancel);

        Assert.Equal(
            ["PATCH /repos/exampleco/base/releases/7", "DELETE /repos/exampleco/base/releases/assets/1", "POST /upload/7/assets?name=receipt.json"],
            github.All.Where(asked => asked.Method != "GET").Select(asked => asked.ToString()));
    }

    [Fact]
    public async Task A_status_is_looked_for_on_all_pages_and_set_only_where_it_differs()
    {
        using var github = Serve(asked => asked switch
        {
            { Method: "POST" } => new Reply(201, "{}", Json),
            { Path: var path } when path.Contains("page=2", StringComparison.Ordinal) =>
                new Reply(200, """[{"state":"success","context":"fence/BuildImage","description":"built"}]""", Json),
            _ => new Reply(
                200, """[{"state":"success","context":"other","description":""}]""", Json, ("Link", "<http://HOST/statuses?page=2>; rel=\"next\"")),
        });

        await Reporter(github).TellAsync(new CommitNews(Commit, "fence/BuildImage", IsGood: true, "built"), Cancel);
        Assert.All(github.All, asked => Assert.Equal("GET", asked.Method));

        await Reporter(github).TellAsync(new CommitNews(Commit, "fence/BuildImage", IsGood: false, "broke"), Cancel);
        var set = Assert.Single(github.All, asked => asked.Method == "POST");
        Assert.Equal($"/repos/exampleco/base/statuses/{Commit}", set.Path);
        Assert.Equal("""{"state":"failure","description":"broke","context":"fence/BuildImage"}""", Sorted(set.Body));
    }

    [Fact]
    public async Task A_deployment_of_the_same_commit_to_the_same_cluster_gets_a_status_and_is_not_made_again()
    {
        using var github = Serve(asked => asked switch
        {
            { Method: "POST" } => new Reply(201, "{}", Json),
            { Path: var path } when path.Contains("/statuses", StringComparison.Ordinal) =>
                new Reply(200, """[{"state":"failure","description":"a DEA is silent"}]""", Json),
            _ => new Reply(200, """[{"id":9}]""", Json),
        });

        await Reporter(github).TellAsync(new DeploymentNews(Commit, "production", IsGood: true, "3 DEAs"), Cancel);

        Assert.Equal($"GET /repos/exampleco/base/deployments?sha={Commit}&environment=production", github.Lines[0]);
        Assert.Equal(["/repos/exampleco/base/deployments/9/statuses"], github.All.Where(asked => asked.Method == "POST").Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_limit_and_a_failure_are_waited_for_and_what_was_made_meanwhile_is_found()
    {
        var answers = new Queue<Reply>([
            new Reply(403, """{"message":"You have exceeded a secondary rate limit"}""", Json, ("Retry-After", "5")),
            new Reply(404, "{}", Json),
            new Reply(502, "{}", Json),
            new Reply(200, Release, Json),
            new Reply(200, """[{"id":1,"name":"receipt.json","size":2,"state":"uploaded"}]""", Json),
        ]);
        using var github = Serve(_ => answers.Dequeue());

        await Reporter(github).TellAsync(News, Cancel);

        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4)], clock.Waits.Where(wait => wait > TimeSpan.Zero));
        Assert.Equal(["GET", "GET", "POST", "GET", "GET"], github.All.Select(asked => asked.Method));
    }

    [Fact]
    public async Task What_GitHub_refuses_is_told_without_the_token()
    {
        using var github = Serve(_ => new Reply(401, """{"message":"Bad credentials"}""", Json));

        var refused = await Assert.ThrowsAsync<FenceException>(() => Reporter(github).TellAsync(News, Cancel));

        Assert.Equal((ExitCode.TargetFailed, FailureKind.Refused), (refused.Exit, refused.Kind));
        Assert.Equal($"GitHub at http://{github.Address}/ was not told the release v1: 401, Bad credentials", refused.Message);
        Assert.Empty(events.All);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_no_interruption()
    {
        using var github = Serve(asked => asked.Path.EndsWith("/assets", StringComparison.Ordinal)
            ? new Reply(200, """[{"id":1,"name":"receipt.json","size":2,"state":"uploaded"}]""", Json)
            : new Reply(200, Release, Json));
        var silences = 1;
        var reporter = new GitHubReporter(
            new GitHubPlace(new Uri($"http://{github.Address}/"), "exampleco", "base"), Token, events, clock, () => new Silent(() => silences-- > 0));

        await reporter.TellAsync(News, Cancel);

        Assert.Equal(["GET", "GET"], github.All.Select(asked => asked.Method));
        Assert.StartsWith("GitHub is asked again for the release v1 in 2 s", Assert.Single(events.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_GitHub_that_stays_silent_is_given_up_and_told_apart_from_one_that_refuses()
    {
        var asked = 0;
        var reporter = new GitHubReporter(
            new GitHubPlace(new Uri("http://127.0.0.1:9/"), "exampleco", "base"), Token, events, clock, () => new Silent(() => ++asked > 0));

        var refused = await Assert.ThrowsAsync<FenceException>(() => reporter.TellAsync(News, Cancel));

        Assert.Equal("GitHub at http://127.0.0.1:9/ was not told the release v1: it does not answer", refused.Message);
        Assert.Equal((5, FailureKind.Busy), (asked, refused.Kind));
    }

    [Fact]
    public async Task Who_interrupts_it_does_so()
    {
        using var source = new CancellationTokenSource();
        using var github = Serve(_ =>
        {
            source.Cancel();
            return new Reply(502, "{}", Json);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reporter(github).TellAsync(News, source.Token));
        Assert.Single(github.All);
    }

    /// <summary>Ends a question as HttpClient does that waited too long.</summary>
    private sealed class Silent(Func<bool> isSilent) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isSilent() ? Task.FromException<HttpResponseMessage>(new TaskCanceledException("no answer")) : base.SendAsync(request, cancellationToken);
    }

    private static (string Name, string Value) Json => ("Content-Type", "application/json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Sorted(byte[] body)
    {
        var node = JsonNode.Parse(body)!.AsObject();
        return new JsonObject(((string[])["state", "description", "context"]).Select(key => KeyValuePair.Create(key, node[key]?.DeepClone()))).ToJsonString();
    }

    private GitHubReporter Reporter(ScriptedRegistry github) =>
        new(new GitHubPlace(new Uri($"http://{github.Address}/"), "exampleco", "base"), Token, events, clock);

    // An answer that holds an address holds this server's.
    private static ScriptedRegistry Serve(Func<Asked, Reply> answer)
    {
        ScriptedRegistry? server = null;
        server = new ScriptedRegistry(asked =>
        {
            var reply = answer(asked);
            string Here(string text) => text.Replace("HOST", server!.Address, StringComparison.Ordinal);
            return reply with
            {
                Body = Encoding.UTF8.GetBytes(Here(Encoding.UTF8.GetString(reply.Body))),
                Headers = [.. reply.Headers.Select(header => (header.Name, Here(header.Value)))],
            };
        });
        return server;
    }
}
