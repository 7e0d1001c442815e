using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Registries;
using Fence.Tasks.Registries.Pushing;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>Pushing with all cores, from a real engine into a real registry.</summary>
[Trait("Category", "docker")]
public sealed class ImagePushTests : IAsyncLifetime
{
    private const string Repository = "exampleco/stack-alsek";

    private readonly RecordedEvents events = new();
    private readonly DockerHost engine = new("the builder", DockerEndpoint.Parse(DockerEndpoint.OrDefault(Environment.GetEnvironmentVariable("DOCKER_HOST")))!, shell: null, TimeProvider.System);
    private readonly string name = $"fence-test-push-{Guid.NewGuid():N}";
    private readonly string folder = Directory.CreateTempSubdirectory("fence-test-").FullName;
    private TestRegistry registry = null!;
    private RegistryClient client = null!;
    private string image = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LayerCache Cache => new(Path.Combine(folder, "state", "layers.json"));

    public async ValueTask InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        client = registry.Client();
        // One layer larger than several blocks and chunks, and of both kinds of bytes; its upper half is the lower one's content again.
        var noise = RandomNumberGenerator.GetBytes(20 * 1024 * 1024);
        image = await BuildAsync("FROM scratch\nLABEL a=\"<&>\"\nCOPY noise /noise\nCOPY text /text\nCOPY text /again/text\nCMD [\"/bin/true\"]\n", noise);
    }

    public async ValueTask DisposeAsync()
    {
        await UntagAsync($"{name}:1");
        await engine.DisposeAsync();
        client.Dispose();
        await registry.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_pushed_is_the_same_image_and_an_engine_pulls_it()
    {
        var push = (await PushAsync(engine, Repository, Cache))!;

        var stored = await client.FindManifestAsync(Repository, "1", Cancel);
        Assert.Equal(new RegistryManifest(push.Digest, image), stored);
        Assert.Equal((3, 0), (push.LayersSent, push.LayersPresent));
        Assert.Equal(await engine.ListLayersAsync(image, Cancel), await UncompressedAsync(push.Digest));

        await UntagAsync($"{name}:1");
        await engine.PullAsync($"{registry.Address}/{Repository}", push.Digest, progress: null, Cancel);
        Assert.Equal(image, (await engine.FindImageAsync($"{registry.Address}/{Repository}@{push.Digest}", Cancel))!.Id);
        await UntagAsync($"{registry.Address}/{Repository}@{push.Digest}");
    }

    [Fact]
    public async Task Pushing_again_sends_nothing_and_gives_the_same_digest()
    {
        var first = (await PushAsync(engine, Repository, Cache))!;
        var unread = new UnreadableArchive(engine);

        var remembered = (await PushAsync(unread, Repository, Cache))!;
        var learnt = (await PushAsync(unread, Repository, new LayerCache(file: null)))!;

        Assert.Equal([first.Digest, first.Digest], [remembered.Digest, learnt.Digest]);
        Assert.Equal([0, 0], [remembered.LayersSent, learnt.LayersSent]);
    }

    [Fact]
    public async Task The_same_image_gets_the_same_digest_in_a_registry_that_has_none_of_it()
    {
        await using var other = await TestRegistry.StartAsync();
        using var there = other.Client();

        var first = (await PushAsync(engine, Repository, new LayerCache(file: null)))!;
        var second = (await new ImagePush(engine, there, new LayerCache(file: null), events).PushAsync(image, Repository, "1", [], Cancel))!;

        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public async Task Layers_of_another_repository_are_mounted_and_not_sent()
    {
        await PushAsync(engine, "exampleco/base", Cache);

        var push = (await new ImagePush(engine, client, new LayerCache(file: null), events).PushAsync(
            image, Repository, "1", [("exampleco/base", "1")], Cancel))!;

        Assert.Equal(0, push.LayersSent);
        Assert.Equal(image, (await client.FindManifestAsync(Repository, "1", Cancel))!.ImageId);
    }

    [Fact]
    public async Task Only_the_layer_that_is_new_is_sent()
    {
        await PushAsync(engine, Repository, Cache);
        var above = await BuildAsync($"FROM {name}:1\nCOPY text /third\n", []);

        var push = (await new ImagePush(engine, client, Cache, events).PushAsync(above, Repository, "2", [], Cancel))!;

        Assert.Equal((1, 3), (push.LayersSent, push.LayersPresent));
        Assert.Equal(above, (await client.FindManifestAsync(Repository, "2", Cancel))!.ImageId);
    }

    [Fact]
    public async Task A_cache_that_is_wrong_costs_time_and_nothing_else()
    {
        var file = Path.Combine(folder, "layers.json");
        var layers = await engine.ListLayersAsync(image, Cancel);
        await File.WriteAllTextAsync(file, $$"""{"{{layers[0]}}":[["{{registry.Address}}","{{Repository}}","{{ContentDigest.Of("gone"u8)}}",4]]}""", Cancel);

        var push = (await PushAsync(engine, Repository, new LayerCache(file)))!;

        Assert.Equal(layers, await UncompressedAsync(push.Digest));
    }

    [Fact]
    public async Task A_registry_that_is_restarted_in_the_middle_of_a_layer_gets_the_layers_that_it_lacks()
    {
        var push = (await PushAsync(new InterruptedArchive(engine, registry.RestartAsync), Repository, Cache))!;

        Assert.Equal(await engine.ListLayersAsync(image, Cancel), await UncompressedAsync(push.Digest));
        Assert.Contains(events.Lines, line => line.EndsWith("going on with the layers that it lacks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_layout_of_newer_engines_is_read_too()
    {
        var push = (await PushAsync(new OciArchive(engine), Repository, Cache))!;

        Assert.Equal(await engine.ListLayersAsync(image, Cancel), await UncompressedAsync(push.Digest));
        Assert.Equal(image, (await client.FindManifestAsync(Repository, "1", Cancel))!.ImageId);
    }

    [Fact]
    public async Task An_archive_of_another_id_is_left_to_the_engine()
    {
        var other = await BuildAsync("FROM scratch\nCOPY text /other\n", []);

        Assert.Null(await new ImagePush(new ForeignArchive(engine, image), client, Cache, events).PushAsync(other, Repository, "1", [], Cancel));
        Assert.Null(await client.HeadManifestAsync(Repository, "1", Cancel));
    }

    private Task<EnginePush?> PushAsync(IImageArchive archive, string repository, LayerCache cache) =>
        new ImagePush(archive, client, cache, events).PushAsync(image, repository, "1", [], Cancel);

    private async Task<string> BuildAsync(string dockerfile, byte[] noise) => await engine.BuildAsync(
        new ImageBuildRequest
        {
            Dockerfile = "Dockerfile",
            WriteContext = async (stream, cancel) =>
            {
                await using var context = new TarWriter(stream, leaveOpen: true);
                foreach (var (file, bytes) in ((string, byte[])[])[("Dockerfile", Encoding.UTF8.GetBytes(dockerfile)), ("noise", noise), ("text", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 400_000))))])
                    await context.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(bytes) }, cancel);
            },
            Reference = $"{name}:1",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal),
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
        },
        events,
        Cancel);

    private async Task UntagAsync(string reference)
    {
        if (await engine.FindImageAsync(reference, CancellationToken.None) is not null)
            await engine.UntagAsync(reference, CancellationToken.None);
    }

    // What an engine computes of a layer, by .NET's own gzip.
    private async Task<IReadOnlyList<string>> UncompressedAsync(string digest)
    {
        var layers = new List<string>();
        foreach (var layer in (await client.GetManifestAsync(Repository, digest, Cancel))!.Layers)
        {
            await using var blob = await client.OpenBlobAsync(Repository, layer.Digest, Cancel);
            await using var gzip = new GZipStream(blob, CompressionMode.Decompress);
            layers.Add($"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(gzip, Cancel))}");
        }
        return layers;
    }

    /// <summary>An engine whose images nobody reads.</summary>
    private sealed class UnreadableArchive(IImageArchive engine) : IImageArchive
    {
        public Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the image is read, and need not be");

        public Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken) => engine.ListLayersAsync(image, cancellationToken);
    }

    /// <summary>Something happens once, in the middle of the large layer.</summary>
    private sealed class InterruptedArchive(IImageArchive engine, Func<Task> happen) : IImageArchive
    {
        private bool isOver;

        public Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            engine.SaveAsync(image, (archive, token) => isOver ? read(archive, token) : read(new Watched(archive, InterruptAsync), token), cancellationToken);

        public Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken) => engine.ListLayersAsync(image, cancellationToken);

        private async Task InterruptAsync()
        {
            isOver = true;
            await happen();
        }
    }

    private sealed class Watched(Stream inner, Func<Task> happen) : Stream
    {
        private const int Middle = 16 * 1024 * 1024;
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = await inner.ReadAsync(buffer, cancellationToken);
            if (read < Middle && read + length >= Middle)
                await happen();
            read += length;
            return length;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>The archive of another image under this one's ID, as an engine gives it whose IDs are not those of configurations.</summary>
    private sealed class ForeignArchive(IImageArchive engine, string other) : IImageArchive
    {
        public Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            engine.SaveAsync(other, read, cancellationToken);

        public Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken) => engine.ListLayersAsync(image, cancellationToken);
    }

    /// <summary>This engine's archive, laid out as engines from 25 on do it: everything in <c>blobs/sha256</c> under its digest.</summary>
    private sealed class OciArchive(IImageArchive engine) : IImageArchive
    {
        public Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken) => engine.ListLayersAsync(image, cancellationToken);

        public Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            engine.SaveAsync(
                image,
                async (archive, token) =>
                {
                    using var laidOut = new MemoryStream();
                    await using (var writer = new TarWriter(laidOut, leaveOpen: true))
                    {
                        await using var reader = new TarReader(archive);
                        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "oci-layout") { DataStream = new MemoryStream("{}"u8.ToArray()) }, token);
                        while (await reader.GetNextEntryAsync(copyData: true, token) is { } entry)
                        {
                            if (entry.DataStream is not { } content || (!entry.Name.EndsWith(".tar", StringComparison.Ordinal) && !entry.Name.Contains(image[7..], StringComparison.Ordinal)))
                                continue;
                            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, token));
                            content.Position = 0;
                            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"blobs/sha256/{digest}") { DataStream = content }, token);
                        }
                    }

                    laidOut.Position = 0;
                    return await read(laidOut, token);
                },
                cancellationToken);
    }
}
