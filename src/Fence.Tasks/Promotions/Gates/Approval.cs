using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>Somebody's consent to a promotion: kept in the registry beside the image.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Digest">The image's manifest.</param>
/// <param name="Who">Who approved, as the CI server or the system knows them.</param>
/// <param name="When">When.</param>
public sealed record Approval(string Channel, string Digest, string Who, DateTimeOffset When);

/// <summary>The approvals that lie beside images.</summary>
/// <param name="registry">The registry.</param>
public sealed class Approvals(IRegistryStore registry)
{
    /// <summary>What registries know them by.</summary>
    public const string ArtifactType = "application/vnd.fence.approval.v1+json";

    private readonly ArtifactStore artifacts = new(registry);

    /// <summary>Reads those for an image and a channel, the oldest first, one a person.</summary>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, or refuses.</exception>
    public async Task<ImmutableArray<Approval>> ReadAsync(string repository, string digest, string channel, CancellationToken cancellationToken)
    {
        var found = new List<Approval>();
        await foreach (var artifact in artifacts.ReadAllAsync(repository, digest, ArtifactType, cancellationToken))
        {
            // One that was copied from beside another image says so in its digest.
            if (Read(artifact.Bytes.Span) is { } approval && approval.Channel == channel && approval.Digest == digest)
                found.Add(approval);
        }

        return [.. found.OrderBy(approval => approval.When).DistinctBy(approval => approval.Who, StringComparer.Ordinal)];
    }

    /// <summary>Keeps one, unless the same person's is there.</summary>
    /// <returns>Whether it was not there.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, refuses, or lacks the image.</exception>
    public async Task<bool> AddAsync(string repository, Approval approval, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(repository, approval.Digest, approval.Channel, cancellationToken)).Any(known => known.Who == approval.Who))
            return false;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(approval, ApprovalJson.Default.Approval);
        await artifacts.AttachAsync(repository, approval.Digest, new Artifact(ArtifactType, "application/json", bytes), cancellationToken);
        return true;
    }

    private static Approval? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ApprovalJson.Default.Approval);
        }
        catch (JsonException)
        {
            return null; // What cannot be read approves of nothing.
        }
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Approval))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
