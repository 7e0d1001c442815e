using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Text;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Images;
using Fence.Tasks.Tests;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Containers;

/// <summary>Small images on this machine's engine, made from the base of a micro cloud, and removed in the end.</summary>
public sealed class TestImages : IAsyncLifetime
{
    private readonly ConcurrentBag<string> made = [];

    internal IDockerHost Engine { get; } = new DockerHost("the engine", new DockerEndpoint.Unix("/var/run/docker.sock"), shell: null, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        await LocalEngine.EnsureAsync(new RecordedEvents(), TimeProvider.System, CancellationToken.None);
        using var engine = await MicroCloud.Engines.Engine.ConnectAsync(CancellationToken.None);
        await new CloudImages(engine, RepositoryFiles.PathOf("images/micro-cloud"), new RecordedEvents()).EnsureAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reference in made)
            await Engine.UntagAsync(reference, CancellationToken.None);
        await Engine.DisposeAsync();
    }

    /// <summary>Builds one from a Dockerfile; what it copies is given beside it.</summary>
    /// <returns>Its name.</returns>
    internal async Task<string> BuildAsync(string dockerfile, params (string Path, string Text)[] files)
    {
        var reference = $"fence-tests/{Guid.NewGuid():N}:1";
        var events = new RecordedEvents();
        await Engine.BuildAsync(
            new ImageBuildRequest
            {
                Dockerfile = "Dockerfile",
                WriteContext = (stream, token) => WriteAsync(stream, [("Dockerfile", dockerfile), .. files], token),
                Reference = reference,
                Labels = new Dictionary<string, string>(StringComparer.Ordinal),
                Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            events,
            TestContext.Current.CancellationToken);
        made.Add(reference);
        return reference;
    }

    /// <summary>An image with one admin hook.</summary>
    internal Task<string> WithHookAsync(string hook, string text, string mode = "0755", string more = "") => BuildAsync(
        $"FROM helion/stack-alsek:kato-patched\nCOPY hook /etc/helion/hooks/{hook}\nRUN chmod {mode} /etc/helion/hooks/{hook}\n{more}", ("hook", text));

    private static async Task WriteAsync(Stream stream, IEnumerable<(string Path, string Text)> files, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (path, text) in files)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content }, cancellationToken);
        }
    }
}
