using System.Security.Cryptography;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Registries;

/// <summary>"Pushing a blob in chunks", where connections are cut in the middle.</summary>
public sealed class BlobUploadTests
{
    private const string Repository = "exampleco/stack-alsek";
    private const int Chunk = 8 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chunks_say_where_they_belong_and_each_goes_to_the_place_that_the_last_answer_named()
    {
        var bytes = RandomNumberGenerator.GetBytes(Chunk + 3);
        var step = 0;
        using var registry = new ScriptedRegistry(_ => new Reply(202, "", ("Location", $"/v2/upload?step={++step}")));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), _ => null);

        await client.UploadBlobAsync(Repository, new MemoryStream(bytes), digest: null, Cancel);

        Assert.Equal(
            [
                $"POST /v2/{Repository}/blobs/uploads/",
                "PATCH /v2/upload?step=1",
                "PATCH /v2/upload?step=2",
                $"PUT /v2/upload?step=3&digest={Uri.EscapeDataString(ContentDigest.Of(bytes))}",
            ],
            registry.Lines);
        Assert.Equal([null, $"0-{Chunk - 1}", $"{Chunk}-{Chunk + 2}", null], registry.All.Select(asked => asked.Range));
        Assert.Equal(bytes, registry.All.SelectMany(asked => asked.Body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(Chunk)]
    public async Task A_chunk_that_was_cut_is_gone_on_with_where_the_registry_has_it(int arrived)
    {
        var bytes = RandomNumberGenerator.GetBytes(Chunk + 1);
        using var stored = new MemoryStream();
        var isCut = false;
        using var registry = new ScriptedRegistry(asked =>
        {
            if (asked.Method == "PATCH" && !isCut)
            {
                isCut = true;
                stored.Write(asked.Body, 0, arrived);
                return Reply.Cut;
            }

            stored.Write(asked.Body);
            return new Reply(202, "", ("Location", "/v2/upload"), ("Range", $"0-{Math.Max(stored.Length - 1, 0)}"));
        });
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), _ => null);

        await client.UploadBlobAsync(Repository, new MemoryStream(bytes), digest: null, Cancel);

        Assert.Equal(bytes, stored.ToArray());
    }

    [Fact]
    public async Task A_registry_that_lost_what_it_had_is_an_error_and_not_a_layer_with_a_hole()
    {
        var patches = 0;
        using var registry = new ScriptedRegistry(asked => asked.Method == "PATCH" && ++patches == 2
            ? Reply.Cut
            : new Reply(202, "", ("Location", "/v2/upload"), ("Range", "0-0")));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), _ => null);

        var error = await Assert.ThrowsAsync<FenceException>(() =>
            client.UploadBlobAsync(Repository, new MemoryStream(new byte[(2 * Chunk) + 1]), digest: null, Cancel));

        Assert.Equal($"the registry at {registry.Address} lost what it had of an upload to {Repository}: it has 0-0 of {Chunk} bytes", error.Message);
    }

    [Fact]
    public async Task A_yes_that_was_lost_on_the_way_is_found_by_asking_for_the_blob()
    {
        var puts = 0;
        using var registry = new ScriptedRegistry(asked => asked.Method == "PUT" && ++puts == 1 ? Reply.Cut : new Reply(202, "", ("Location", "/v2/upload")));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), _ => null);

        await client.UploadBlobAsync(Repository, new MemoryStream([1, 2, 3]), digest: null, Cancel);

        Assert.Equal(["POST", "PUT", "HEAD"], registry.All.Select(asked => asked.Method));
    }

    [Fact]
    public async Task A_registry_that_confirms_another_digest_is_an_error()
    {
        using var registry = new ScriptedRegistry(_ => new Reply(202, "", ("Location", "/v2/upload"), ("Docker-Content-Digest", "sha256:0")));
        using var client = new RegistryClient(registry.Definition, new ImpatientClock(), _ => null);

        var error = await Assert.ThrowsAsync<FenceException>(() => client.UploadBlobAsync(Repository, new MemoryStream([1]), digest: null, Cancel));

        Assert.EndsWith("and confirmed sha256:0", error.Message, StringComparison.Ordinal);
    }
}
