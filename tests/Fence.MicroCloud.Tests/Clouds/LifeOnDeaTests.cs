using Fence.Tasks.Clusters;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>The image that ships, built here, pulled by a DEA, and lived on there.</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class LifeOnDeaTests(CloudFixture cloud)
{
    [Fact]
    public async Task An_application_lives_on_the_image_that_ships_with_the_hooks_in_their_order_and_only_listed_variables_reach_sessions()
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await Cluster.OpenAsync(cloud.Cluster, TimeProvider.System, TestContext.Current.CancellationToken);
        var definition = FenceDefinitionReader.Read(Path.GetFullPath("../../fence.yml", cloud.Options.ImagesDirectory));
        var dea = Assert.IsType<DockerHost>(cluster.Deas[0].Engine);
        var image = await BringAsync(definition, dea, token);
        var source = VerificationSource.Read(definition);
        var events = new RecordedEvents();

        var report = await new ApplicationLife(dea, events, TimeProvider.System).RunAsync(
            new LifeRequest { Image = image, Brand = definition.Brand, Application = source.Application, Declared = source.Declared }, token);

        Assert.Empty(report.Findings.Select(finding => finding.ToString()));
        Assert.True(report.IsGood);
        string[] order =
        [
            "pre-staging, user hook 1: user pre-staging",
            "pre-staging, admin hook: pre-staging: sample is staged on ",
            "post-staging, user hook 1: user post-staging",
            "post-staging, user hook 2: user a command that may fail, and does",
            "post-staging, admin hook: post-staging: sample has 1 MB",
            "pre-running, user hook 1: user pre-running",
            "pre-running, admin hook: pre-running: NEW_RELIC_LICENSE_KEY is not set, so the New Relic agent is not started",
            "start: listening on port 8080",
        ];
        var printed = events.All.OfType<ToolPrinted>().Select(line => $"{line.Tool}: {line.Line}").ToList();
        Assert.Equal(order.Length, printed.Count);
        Assert.All(order.Zip(printed), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));

        Assert.Equal(["session", "crontab", "legacy PHP"], report.Seen.Select(seen => seen.Place));
        Assert.All(report.Seen, seen =>
        {
            Assert.Equal(report.Application["PRE_RUN_DATE"], seen.Variables["PRE_RUN_DATE"]);
            Assert.Equal("listed", seen.Variables["SAMPLE_LISTED"]);
            Assert.Equal("/home/helion/app", seen.Variables["HOME"]);
            Assert.DoesNotContain("SAMPLE_UNLISTED", seen.Variables.Keys);
        });
        Assert.Equal("unlisted", report.Application["SAMPLE_UNLISTED"]);
        Assert.Equal("", (await cloud.SshAsync("dea-1", $"docker ps --all --quiet --filter label={ContainerLease.Label}")).Output.Trim());
    }

    private async Task<string> BringAsync(FenceDefinition definition, DockerHost dea, CancellationToken token)
    {
        await using var here = new DockerHost("the builder", DockerEndpoint.Parse(DockerEndpoint.OrDefault(Environment.GetEnvironmentVariable("DOCKER_HOST")))!, shell: null, TimeProvider.System);
        using var registry = new RegistryClient(cloud.Cluster.Registry!);
        var repository = $"fence-test/{Guid.NewGuid().ToString("N")[..8]}";
        var source = await ImageSource.ReadAsync(
            definition with { Image = definition.Image with { Repository = $"fence-test/{Guid.NewGuid().ToString("N")[..8]}" } }, token);
        var built = await new ImageBuilder(here, registry: null, cloud.Events, TimeProvider.System)
            .BuildAsync(source, new ImageBuildOptions("1"), token);
        try
        {
            var published = await new ImagePublisher(new PushByEngine(here, keepsName: false), registry, cloud.Events).PublishAsync(built, cloud.Cluster.Registry!, token);
            await dea.PullAsync(published.Name, published.Digest, progress: null, token);
            return published.PinnedReference;
        }
        finally
        {
            await here.UntagAsync(built.Reference, CancellationToken.None);
        }
    }
}
