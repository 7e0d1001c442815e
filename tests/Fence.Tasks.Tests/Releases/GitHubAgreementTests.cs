using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Fence.Tasks.Releases;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Releases;

/// <summary>Every request is one that GitHub's published description allows.</summary>
public sealed class GitHubAgreementTests(GitHubDescription github)
{
    private const string Commit = "4f1c2ab000000000000000000000000000000000";

    private readonly Transport transport = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_of_a_commit_is_as_described()
    {
        await (await ReporterAsync()).TellAsync(new CommitNews(Commit, "fence/BuildImage", IsGood: true, "built"), Cancel);

        Assert.Equal([$"GET /repos/exampleco/base/commits/{Commit}/statuses 200", $"POST /repos/exampleco/base/statuses/{Commit} 201"], transport.Answers);
    }

    [Fact]
    public async Task A_deployment_and_its_status_are_as_described()
    {
        transport.Empty = "/repos/exampleco/base/deployments";

        await (await ReporterAsync()).TellAsync(new DeploymentNews(Commit, "production", IsGood: false, "a DEA is silent"), Cancel);

        Assert.Equal(["GET 200", "POST 201", "GET 200", "POST 201"], transport.Answers.Select(answer => $"{answer.Split(' ')[0]} {answer.Split(' ')[2]}"));
    }

    [Fact]
    public async Task A_release_that_is_changed_is_as_described()
    {
        await (await ReporterAsync()).TellAsync(new ReleaseNews("v1.2", "v1.2", "notes", []), Cancel);

        Assert.Equal(["GET 200", "PATCH 200", "GET 200"], transport.Answers.Select(answer => $"{answer.Split(' ')[0]} {answer.Split(' ')[2]}"));
    }

    [Fact]
    public async Task A_release_that_is_made_is_as_described()
    {
        transport.Missing = "/repos/exampleco/base/releases/tags/v1.2";

        await (await ReporterAsync()).TellAsync(new ReleaseNews("v1.2", "v1.2", "notes", []), Cancel);

        Assert.Equal(["GET 404", "POST 201", "GET 200"], transport.Answers.Select(answer => $"{answer.Split(' ')[0]} {answer.Split(' ')[2]}"));
    }

    private async Task<GitHubReporter> ReporterAsync() => new(
        new GitHubPlace(await github.AddressAsync(), "exampleco", "base"), "made-up-token", new RecordedEvents(), TimeProvider.System, () => transport);

    /// <summary>Asks Prism for the answer that the description has for success, which it chooses by a header of its own.</summary>
    private sealed class Transport() : DelegatingHandler(new HttpClientHandler())
    {
        private readonly ConcurrentQueue<string> answers = new();

        public IReadOnlyList<string> Answers => [.. answers];

        /// <summary>The path that there is nothing at.</summary>
        public string? Missing { get; set; }

        /// <summary>The path of a list that is empty.</summary>
        public string? Empty { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Add("Prefer", request.Method == HttpMethod.Post ? "code=201" : path == Missing ? "code=404" : "code=200");
            if (request.Content is not null)
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await base.SendAsync(request, cancellationToken);
            answer.Headers.Remove("Link"); // The description's example of a further page is at the real GitHub.
            answers.Enqueue($"{request.Method} {path} {(int)answer.StatusCode}");
            if (path == Empty && request.Method == HttpMethod.Get)
                answer.Content = new StringContent("[]", new MediaTypeHeaderValue("application/json"));
            return answer;
        }
    }
}
