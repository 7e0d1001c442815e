using System.Collections.Immutable;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Registries.Pushing;

/// <summary>
/// Brings an engine's image into a registry without the engine's own push, which compresses on one core: layers that the registry lacks are
/// read from the engine, compressed on all cores and sent, all at once and never as a whole.
/// </summary>
/// <param name="engine">The engine that has the image.</param>
/// <param name="registry">The registry.</param>
/// <param name="cache">What earlier pushes learnt.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class ImagePush(IImageArchive engine, IRegistryStore registry, LayerCache cache, IRunEvents events)
{
    // How often a push is begun again; what arrived before is not sent again.
    private const int MostRounds = 3;

    // What may be compressed and not sent yet, in bytes.
    private const int MostWaiting = 16 * 1024 * 1024;

    /// <summary>Pushes.</summary>
    /// <param name="image">The image ID.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="related">Images of the same registry that share layers with this one, such as its base: repository and tag.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the registry then has; null where the engine's archive is not of this image's ID, and only the engine itself can push it.</returns>
    /// <exception cref="FenceException">The engine or the registry fails.</exception>
    public async Task<EnginePush?> PushAsync(
        string image, string repository, string tag, IReadOnlyList<(string Repository, string Tag)> related, CancellationToken cancellationToken)
    {
        var layers = await engine.ListLayersAsync(image, cancellationToken);
        var sent = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 1; ; round++)
        {
            try
            {
                return await PushOnceAsync(image, layers, repository, tag, related, sent, cancellationToken);
            }
            catch (FenceException cut) when (round < MostRounds && IsWorthAnotherRound(cut))
            {
                events.Tell(new StepTaken($"{cut.Message}; going on with the layers that it lacks"));
            }
            finally
            {
                cache.Save();
            }
        }
    }

    // A registry that was restarted knows its unfinished uploads no more, and says so in several ways.
    private static bool IsWorthAnotherRound(FenceException cut) =>
        RegistryException.Of(cut) is { Fault: RegistryFault.NotFound or RegistryFault.Refused } or { IsTransient: true };

    private async Task<EnginePush?> PushOnceAsync(
        string image,
        IReadOnlyList<string> layers,
        string repository,
        string tag,
        IReadOnlyList<(string Repository, string Tag)> related,
        HashSet<string> sent,
        CancellationToken cancellationToken)
    {
        var present = await new RegistryLayers(registry, cache).EnsureAsync(repository, related, layers, cancellationToken);
        var configurationSize = await registry.HeadBlobAsync(repository, image, cancellationToken);
        if (configurationSize is null || layers.Any(layer => !present.ContainsKey(layer)))
        {
            var saved = new SavedImage(image, layers);
            await ReadAsync(saved, layers, repository, present, sent, cancellationToken);
            if (saved.Configuration is not { } configuration)
                return null;
            configurationSize = configuration.Length;
            await registry.UploadBlobAsync(repository, new MemoryStream(configuration, writable: false), image, cancellationToken);
        }

        if (layers.FirstOrDefault(layer => !present.ContainsKey(layer)) is { } missing)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FR012", $"the engine's archive of {image} has no layer {missing}", "Let the engine push it itself: --push docker"));

        var manifest = ManifestOf(new ContentDescriptor(MediaTypes.DockerConfig, image, configurationSize.Value), [.. layers.Select(layer => present[layer])]);
        await registry.PutManifestAsync(repository, tag, manifest, cancellationToken);
        return new EnginePush(manifest.Digest, sent.Count, layers.Count - sent.Count);
    }

    private Task<bool> ReadAsync(
        SavedImage saved,
        IReadOnlyList<string> layers,
        string repository,
        Dictionary<string, ContentDescriptor> present,
        HashSet<string> sent,
        CancellationToken cancellationToken) =>
        engine.SaveAsync(
            saved.Image,
            async (archive, token) =>
            {
                await saved.ReadAsync(
                    archive,
                    layer => layer is null || !present.ContainsKey(layer),
                    async (_, content) =>
                    {
                        var (layer, stored) = await SendAsync(content, repository, token);
                        present[layer] = new ContentDescriptor(MediaTypes.DockerLayer, stored.Digest, stored.Size);
                        cache.Add(layer, new KnownLayer(registry.Address, repository, stored.Digest, stored.Size));
                        sent.Add(layer);
                        events.Tell(new StepTaken(string.Create(
                            CultureInfo.InvariantCulture, $"sent the layer {ContentDigest.Abbreviate(layer)}, {stored.Size / 1e6:0.0} MB compressed: {sent.Count} so far")));
                    },
                    () => saved.Configuration is not null && layers.All(present.ContainsKey),
                    token);
                return true;
            },
            cancellationToken);

    private async Task<(string Layer, StoredBlob Stored)> SendAsync(Stream content, string repository, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2, useSynchronizationContext: false));
        var compressing = CompressAsync(content, pipe.Writer, hash, stop.Token);
        try
        {
            var stored = await registry.UploadBlobAsync(repository, pipe.Reader.AsStream(), digest: null, cancellationToken);
            await compressing;
            return (ContentDigest.Of(hash), stored);
        }
        catch
        {
            // Without a reader the compressing side would wait for ever.
            await pipe.Reader.CompleteAsync();
            await stop.CancelAsync();
            await compressing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task CompressAsync(Stream content, PipeWriter writer, IncrementalHash hash, CancellationToken cancellationToken)
    {
        try
        {
            await using (var output = writer.AsStream(leaveOpen: true))
                await ParallelGzip.CompressAsync(content, output, hash.AppendData, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception broken)
        {
            // The sending side must see it too, or it would take half a layer for a whole one.
            await writer.CompleteAsync(broken);
            throw;
        }
    }

    // The same layers always make the same bytes, and so the same digest.
    private static ManifestDocument ManifestOf(ContentDescriptor config, ImmutableArray<ContentDescriptor> layers)
    {
        var json = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.DockerManifest,
            ["config"] = config.ToJson(),
            ["layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer.ToJson())]),
        };
        return new ManifestDocument(MediaTypes.DockerManifest, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
