using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Registries;

public sealed class RegistryClientTests
{
    private const string Repository = "exampleco/stack-alsek";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manifest_is_known_by_the_digest_of_its_bytes_and_the_digest_of_its_configuration()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(200, "{\"config\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:1d\"}}"));

        var manifest = await FindAsync(registry);

        Assert.Equal(["GET /v2/exampleco/stack-alsek/manifests/1"], registry.Lines);
        Assert.Equal(new RegistryManifest("sha256:ffea30fcb0bf6184212639cfe240790d31cfc3011cfaf03f5619860124475d3c", "sha256:1d"), manifest);
    }

    [Theory]
    [InlineData("{\"config\":{\"Labels\":{\"a\":\"1\"}}}", "a=1")]
    [InlineData("{\"config\":{}}", "")]
    [InlineData("no image", "")]
    public async Task Labels_are_read_from_the_configuration(string configuration, string labels)
    {
        using var registry = new ScriptedRegistry(_ => new Reply(200, configuration));
        var id = ContentDigest.Of(Encoding.UTF8.GetBytes(configuration));

        using var client = Client(registry);
        var found = await client.GetLabelsAsync(Repository, new RegistryManifest("sha256:d1", id), Cancel);

        Assert.Equal([$"GET /v2/exampleco/stack-alsek/blobs/{id}"], registry.Lines);
        Assert.Equal(labels, string.Join(',', found.Select(label => $"{label.Key}={label.Value}")));
    }

    [Fact]
    public async Task A_configuration_that_was_altered_in_the_registry_is_refused()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(200, "{}"));

        using var client = Client(registry);
        var error = await Assert.ThrowsAsync<FenceException>(() => client.GetLabelsAsync(Repository, new RegistryManifest("sha256:d1", "sha256:1d"), Cancel));

        Assert.Equal($"the registry at {registry.Address} has other bytes under exampleco/stack-alsek@sha256:1d than the digest says", error.Message);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(404, "{}"));

        Assert.Null(await FindAsync(registry));
    }

    [Theory]
    [InlineData(500, "oops", RegistryFault.Broken, "answered 500 when asked for exampleco/stack-alsek:1")]
    [InlineData(500, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"unknown error\",\"detail\":{\"Err\":\"no space left\"}}]}", RegistryFault.Broken,
        "answered 500 when asked for exampleco/stack-alsek:1: unknown error, no space left")]
    [InlineData(429, "", RegistryFault.Busy, "answered 429 when asked for exampleco/stack-alsek:1")]
    [InlineData(401, "", RegistryFault.LoginRefused, "wants a login when asked for exampleco/stack-alsek:1, and there is none for it")]
    [InlineData(403, "", RegistryFault.Forbidden, "does not let somebody without a login have exampleco/stack-alsek:1")]
    [InlineData(200, "<html>", RegistryFault.Refused, "answered with something that is no manifest when asked for exampleco/stack-alsek:1")]
    [InlineData(200, "{\"manifests\":[]}", RegistryFault.Refused, "has a manifest list or an old manifest under exampleco/stack-alsek:1, and not the image that was pushed")]
    public async Task Anything_else_is_an_error_that_names_the_registry(int status, string body, RegistryFault fault, string message)
    {
        using var registry = new ScriptedRegistry(_ => new Reply(status, body));

        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync(registry));

        Assert.Equal($"the registry at {registry.Address} {message}", error.Message);
        Assert.Equal(fault, RegistryException.Of(error)!.Fault);
        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
    }

    [Fact]
    public async Task A_registry_that_is_down_is_an_error_that_says_so()
    {
        using var registry = new ScriptedRegistry(_ => Reply.Cut);
        registry.Dispose();

        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync(registry));

        Assert.StartsWith($"the registry at {registry.Address} cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task What_may_pass_is_asked_for_again(int status)
    {
        var times = 0;
        using var registry = new ScriptedRegistry(_ => ++times < 3 ? (status == 0 ? Reply.Cut : new Reply(status)) : new Reply(404));

        Assert.Null(await FindAsync(registry));
        Assert.Equal(3, registry.All.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task What_will_not_pass_is_asked_for_once(int status)
    {
        using var registry = new ScriptedRegistry(_ => new Reply(status));

        await Assert.ThrowsAsync<FenceException>(() => FindAsync(registry));
        Assert.Single(registry.All);
    }

    [Fact]
    public async Task A_registry_that_says_when_to_come_back_is_asked_then()
    {
        var clock = new ImpatientClock();
        var times = 0;
        using var registry = new ScriptedRegistry(_ => ++times < 2 ? new Reply(429, "", ("Retry-After", "17")) : new Reply(404));
        using var client = new RegistryClient(registry.Definition, clock, _ => null);

        await client.FindManifestAsync(Repository, "1", Cancel);

        Assert.Contains(TimeSpan.FromSeconds(17), clock.Waits);
    }

    [Fact(DisplayName = "Pulling manifests: bytes that are not those of the digest are refused, also behind a tag")]
    public async Task Altered_manifests()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(200, "{}", ("Docker-Content-Digest", ContentDigest.Of("other"u8))));
        using var client = Client(registry);

        var byDigest = await Assert.ThrowsAsync<FenceException>(() => client.GetManifestAsync(Repository, ContentDigest.Of("other"u8), Cancel));
        var byTag = await Assert.ThrowsAsync<FenceException>(() => client.GetManifestAsync(Repository, "1", Cancel));

        Assert.Equal([RegistryFault.WrongDigest, RegistryFault.WrongDigest], [RegistryException.Of(byDigest)!.Fault, RegistryException.Of(byTag)!.Fault]);
    }

    [Fact(DisplayName = "Listing Tags: pages are followed by the header Link")]
    public async Task Pages()
    {
        using var registry = new ScriptedRegistry(asked => asked.Path.Contains("last=b", StringComparison.Ordinal)
            ? new Reply(200, "{\"tags\":[\"c\"]}")
            : new Reply(200, "{\"tags\":[\"a\",\"b\"]}", ("Link", $"</v2/{Repository}/tags/list?last=b&n=2>; rel=\"next\"")));
        using var client = Client(registry);

        Assert.Equal(["a", "b", "c"], await client.ListTagsAsync(Repository, Cancel).ToListAsync(Cancel));
    }

    [Fact(DisplayName = "Listing Referrers: a registry's own list is filtered also where the registry does not")]
    public async Task Referrers()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(
            200, "{\"manifests\":[{\"mediaType\":\"m\",\"digest\":\"sha256:1\",\"size\":1,\"artifactType\":\"a\"},{\"mediaType\":\"m\",\"digest\":\"sha256:2\",\"size\":1,\"artifactType\":\"b\"}]}"));
        using var client = Client(registry);

        var found = await client.ListReferrersAsync(Repository, "sha256:0", "b", Cancel);

        Assert.Equal(["sha256:2"], found.Select(referrer => referrer.Digest));
        Assert.Equal([$"GET /v2/{Repository}/referrers/sha256:0?artifactType=b"], registry.Lines);
    }

    [Fact(DisplayName = "Pushing Manifests with Subject: a registry that confirms the subject gets no referrers tag")]
    public async Task Subject_confirmed()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(201, "", ("OCI-Subject", "sha256:0")));
        using var client = Client(registry);
        var manifest = new ManifestDocument(MediaTypes.OciManifest, "{\"subject\":{\"mediaType\":\"m\",\"digest\":\"sha256:0\",\"size\":1}}"u8.ToArray());

        await client.PutManifestAsync(Repository, manifest.Digest, manifest, Cancel);

        Assert.Equal([$"PUT /v2/{Repository}/manifests/{manifest.Digest}"], registry.Lines);
    }

    [Fact(DisplayName = "Pulling blobs: a connection that is cut is gone on with where it was")]
    public async Task A_cut_download()
    {
        var bytes = RandomNumberGenerator.GetBytes(100);
        var times = 0;
        using var registry = new ScriptedRegistry(_ => ++times == 1
            ? new Reply(200, bytes[..40], ("Content-Length", "100"))
            : new Reply(206, bytes[40..]));
        using var client = Client(registry);

        await using var blob = await client.OpenBlobAsync(Repository, ContentDigest.Of(bytes), Cancel);
        using var read = new MemoryStream();
        await blob.CopyToAsync(read, Cancel);

        Assert.Equal(bytes, read.ToArray());
        Assert.Equal(2, registry.All.Count);
    }

    [Fact(DisplayName = "Pulling blobs: another host that the registry sends to is not told who asks")]
    public async Task A_redirection()
    {
        var bytes = "a layer"u8.ToArray();
        using var other = new ScriptedRegistry(_ => new Reply(200, bytes));
        using var registry = new ScriptedRegistry(asked => asked.Authorization is null
            ? new Reply(401, "", ("WWW-Authenticate", "Basic realm=\"made-up\""))
            : new Reply(307, "", ("Location", $"http://{other.Address}/elsewhere")));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), Login(registry.Address));

        await using var blob = await client.OpenBlobAsync(Repository, ContentDigest.Of(bytes), Cancel);

        Assert.Equal("Basic YWRhOm1hZGUtdXA=", registry.All[1].Authorization);
        Assert.Equal([(string?)null], other.All.Select(asked => asked.Authorization));
    }

    [Fact]
    public async Task Nobody_is_named_before_the_registry_asks()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(404));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), Login(registry.Address));

        await client.FindManifestAsync(Repository, "1", Cancel);

        Assert.Equal([(string?)null], registry.All.Select(asked => asked.Authorization));
    }

    internal static Func<string, string?> Login(string address) => name => name == "DOCKER_AUTH_CONFIG"
        ? $$$"""{"auths":{"{{{address}}}":{"auth":"YWRhOm1hZGUtdXA="} } }"""
        : null;

    private static RegistryClient Client(ScriptedRegistry registry) => new(registry.Definition, new ImpatientClock(), _ => null);

    private static async Task<RegistryManifest?> FindAsync(ScriptedRegistry registry)
    {
        using var client = Client(registry);
        return await client.FindManifestAsync(Repository, "1", Cancel);
    }
}
