using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Containers;

/// <summary>What VerifyImage came to, in the registry beside the image that it is about, for whoever has to know it on another machine.</summary>
/// <param name="registry">The registry.</param>
/// <param name="events">Where it tells what it does.</param>
public sealed class PublishedVerifications(IRegistryStore registry, IRunEvents events)
{
    /// <summary>What registries know it by.</summary>
    public const string ArtifactType = "application/vnd.fence.verification.v1+json";

    private readonly ArtifactStore artifacts = new(registry);

    /// <summary>
    /// Puts a result beside an image, unless it is there. A registry that takes images and no artifacts keeps none, which is told and no
    /// reason to stop: the image is there.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="digest">The image's manifest.</param>
    /// <param name="verification">The result.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">The registry cannot be reached.</exception>
    public async Task PublishAsync(string repository, string digest, Verification verification, CancellationToken cancellationToken)
    {
        try
        {
            var known = await FindAsync(repository, new RegistryManifest(digest, verification.ImageId), cancellationToken);
            if (known?.EndedAt >= verification.EndedAt)
                return;
            var bytes = JsonSerializer.SerializeToUtf8Bytes(verification, VerificationJson.Default.Verification);
            await artifacts.AttachAsync(repository, digest, new Artifact(ArtifactType, "application/json", bytes), cancellationToken);
            events.Tell(new StepTaken($"put beside it: {ArtifactType}"));
        }
        catch (FenceException refused) when (RegistryException.Of(refused) is { Fault: RegistryFault.Refused })
        {
            events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FI025", $"the result of VerifyImage is not beside the image in the registry: {refused.Message}", "A channel with 'verified' does not take the image then; a registry from 2.7 on keeps artifacts")));
        }
    }

    /// <summary>The latest result for an image; null where there is none that this program can read, or only one of another image.</summary>
    /// <exception cref="FenceException">The registry cannot be reached, or refuses.</exception>
    public async Task<Verification?> FindAsync(string repository, RegistryManifest manifest, CancellationToken cancellationToken)
    {
        Verification? latest = null;
        await foreach (var artifact in artifacts.ReadAllAsync(repository, manifest.Digest, ArtifactType, cancellationToken))
        {
            if (Read(artifact.Bytes.Span) is { } found && found.ImageId == manifest.ImageId && !(found.EndedAt <= latest?.EndedAt))
                latest = found;
        }

        return latest;
    }

    private static Verification? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, VerificationJson.Default.Verification);
        }
        catch (JsonException)
        {
            return null; // What cannot be read vouches for nothing.
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Verification))]
internal sealed partial class VerificationJson : JsonSerializerContext;
