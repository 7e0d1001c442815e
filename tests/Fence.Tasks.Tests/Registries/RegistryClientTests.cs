using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Tests.Registries;

public sealed class RegistryClientTests : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string address;

    public RegistryClientTests()
    {
        address = $"127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"http://{address}/");
        listener.Start();
    }

    public void Dispose() => listener.Close();

    [Fact]
    public async Task A_manifest_is_known_by_the_digest_of_its_bytes_and_the_digest_of_its_configuration()
    {
        var answering = AnswerAsync(200, "{\"config\":{\"digest\":\"sha256:1d\"}}");

        var manifest = await FindAsync();

        Assert.Equal("/v2/exampleco/stack-alsek/manifests/1", await answering);
        Assert.Equal(new RegistryManifest("sha256:e65e570da73d5092bfacb23b7e562367e80ae13de4f19c25d4cc0267078e7f92", "sha256:1d"), manifest);
    }

    [Theory]
    [InlineData("{\"config\":{\"Labels\":{\"a\":\"1\"}}}", "a=1")]
    [InlineData("{\"config\":{}}", "")]
    [InlineData("no image", "")]
    public async Task Labels_are_read_from_the_configuration(string configuration, string labels)
    {
        var answering = AnswerAsync(200, configuration);
        var id = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration)))}";

        using var client = Client();
        var found = await client.GetLabelsAsync("exampleco/stack-alsek", new RegistryManifest("sha256:d1", id), TestContext.Current.CancellationToken);

        Assert.Equal($"/v2/exampleco/stack-alsek/blobs/{id}", await answering);
        Assert.Equal(labels, string.Join(',', found.Select(label => $"{label.Key}={label.Value}")));
    }

    [Fact]
    public async Task A_configuration_that_was_altered_in_the_registry_is_refused()
    {
        var answering = AnswerAsync(200, "{}");

        using var client = Client();
        var error = await Assert.ThrowsAsync<FenceException>(() =>
            client.GetLabelsAsync("exampleco/stack-alsek", new RegistryManifest("sha256:d1", "sha256:1d"), TestContext.Current.CancellationToken));

        await answering;
        Assert.Equal($"the registry at {address} has other bytes under exampleco/stack-alsek@sha256:1d than the digest says", error.Message);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        var answering = AnswerAsync(404, "{}");

        Assert.Null(await FindAsync());
        await answering;
    }

    [Theory]
    [InlineData(500, "oops", "answered 500 when asked for exampleco/stack-alsek:1")]
    [InlineData(200, "<html>", "answered with something that is no manifest when asked for exampleco/stack-alsek:1")]
    [InlineData(200, "{\"manifests\":[]}", "has a manifest list or an old manifest under exampleco/stack-alsek:1, and not the image that was pushed")]
    public async Task Anything_else_is_an_error_that_names_the_registry(int status, string body, string message)
    {
        var answering = AnswerAsync(status, body);

        var error = await Assert.ThrowsAsync<FenceException>(FindAsync);

        await answering;
        Assert.Equal($"the registry at {address} {message}", error.Message);
        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
    }

    [Fact]
    public async Task A_registry_that_is_down_is_an_error_that_says_so()
    {
        listener.Close();

        var error = await Assert.ThrowsAsync<FenceException>(FindAsync);

        Assert.StartsWith($"the registry at {address} cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    private RegistryClient Client() => new(new RegistryDefinition { Address = "api.test:5000", PushAddress = address, Insecure = true });

    private async Task<RegistryManifest?> FindAsync()
    {
        using var client = Client();
        return await client.FindManifestAsync("exampleco/stack-alsek", "1", TestContext.Current.CancellationToken);
    }

    private async Task<string> AnswerAsync(int status, string body)
    {
        var context = await listener.GetContextAsync();
        context.Response.StatusCode = status;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);
        context.Response.Close();
        return context.Request.Url!.AbsolutePath;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
