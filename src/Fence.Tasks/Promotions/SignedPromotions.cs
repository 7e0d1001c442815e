using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Signatures;

namespace Fence.Tasks.Promotions;

/// <summary>Signed records of promotions, in a registry beside the images: DSSE envelopes with in-toto statements.</summary>
/// <param name="registry">The registry.</param>
public sealed class SignedPromotions(IRegistryStore registry)
{
    /// <summary>What kind of statement it is.</summary>
    public const string PredicateType = "https://fence.dev/promotion/v1";

    private readonly ArtifactStore artifacts = new(registry);

    /// <summary>Signs a record, unless it is there with a signature of this key.</summary>
    /// <param name="repository">The repository that has the image.</param>
    /// <param name="record">The record.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was not there.</returns>
    /// <exception cref="FenceException">The registry fails, or lacks the image.</exception>
    public async Task<bool> SignAsync(string repository, PromotionRecord record, SigningKey key, CancellationToken cancellationToken)
    {
        var statement = new InTotoStatement(record.Reference, record.Digest, PredicateType, record.Write()).Write();
        await foreach (var envelope in ReadAsync(repository, record.Digest, cancellationToken))
        {
            if (envelope.Payload.Span.SequenceEqual(statement) && envelope.Signatures.Any(signature => signature.KeyId == key.KeyId))
                return false;
        }

        var signed = key.Sign(InTotoStatement.PayloadType, statement);
        await artifacts.AttachAsync(
            repository, record.Digest, new Artifact(DsseEnvelope.MediaType, DsseEnvelope.MediaType, signed.Write()), cancellationToken);
        return true;
    }

    /// <summary>Looks for a record that a trusted key signed.</summary>
    /// <param name="repository">The repository that has the image.</param>
    /// <param name="digest">The image's manifest.</param>
    /// <param name="trusted">The keys that are believed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The latest one.</returns>
    /// <exception cref="FenceException"><see cref="ExitCode.RefusedByPolicy"/>: there is none. Or the registry fails.</exception>
    public async Task<PromotionRecord> RequireAsync(
        string repository, string digest, ImmutableArray<TrustedKey> trusted, CancellationToken cancellationToken)
    {
        var found = new List<(PromotionRecord? Record, string Why)>();
        await foreach (var envelope in ReadAsync(repository, digest, cancellationToken))
            found.Add(Judge(envelope, digest, trusted));
        if (found.Select(each => each.Record).OfType<PromotionRecord>().MaxBy(record => record.When) is { } latest)
            return latest;

        var why = found.Count == 0 ? "it is not signed" : string.Join("; ", found.Select(each => each.Why).Distinct(StringComparer.Ordinal));
        throw new FenceException(ExitCode.RefusedByPolicy, Diagnostic.Error(
            "FM011",
            $"{registry.Address}/{repository}@{digest} is not rolled out: {why}",
            $"The cluster takes what one of its keys signed ('trust' in fence.yml): {string.Join(", ", trusted.Select(key => ContentDigest.Abbreviate($"sha256:{key.Id}")))}. "
            + "Promote it with the key: ./build.sh PromoteImage --to <channel> --signing-key <file>"));
    }

    /// <summary>Judges an envelope that lies beside an image.</summary>
    /// <returns>The record that it vouches for; or null, and why it does not.</returns>
    public static (PromotionRecord? Record, string Why) Judge(DsseEnvelope envelope, string digest, ImmutableArray<TrustedKey> trusted)
    {
        // Before anything in it is believed.
        if (!trusted.Any(key => key.Vouches(envelope)))
            return (null, "its signature is of no trusted key, or what was signed has been altered");
        if (envelope.PayloadType != InTotoStatement.PayloadType
            || InTotoStatement.Read(envelope.Payload.Span) is not { PredicateType: PredicateType } statement
            || PromotionRecord.Read(statement.Predicate.Span) is not { } record)
            return (null, "what is signed is no record of a promotion");
        return statement.Digest == digest && record.Digest == digest
            ? (record, "")
            : (null, $"what is signed is about another image, {statement.Digest}");
    }

    /// <summary>What is said where a cluster wants signatures, and nobody knows the digest that one would be for.</summary>
    public static FenceException NoDigest(string cluster) => new(ExitCode.RefusedByPolicy, Diagnostic.Error(
        "FM012",
        $"the digest of the image is not known, so that nobody can have signed it, and {cluster} takes signed images only",
        "Name one by its tag or digest in the registry, or take 'trust' out of fence.yml"));

    private async IAsyncEnumerable<DsseEnvelope> ReadAsync(
        string repository, string digest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var artifact in artifacts.ReadAllAsync(repository, digest, DsseEnvelope.MediaType, cancellationToken))
        {
            if (DsseEnvelope.Read(artifact.Bytes.Span) is { } envelope)
                yield return envelope;
        }
    }
}
