using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker.Tests.Registries;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;
using Fence.Tasks.Signatures;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Docker.Tests.Promotions;

/// <summary>Signed records of promotions, beside images in a real registry.</summary>
[Trait("Category", "docker")]
public sealed class SignedPromotionsTests : OnTestRegistry
{
    private const string Built = "exampleco/stack-alsek";
    private const string Released = "exampleco/released";

    private readonly RecordedEvents events = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly (SigningKey Key, TrustedKey Public) ours = MakeKey();
    private readonly (SigningKey Key, TrustedKey Public) others = MakeKey();

    [Fact]
    public async Task An_image_that_was_promoted_with_a_trusted_key_is_known_where_it_came_from_and_where_it_went()
    {
        var image = await StoreAsync("1");
        await PromoteAsync("1", ours.Key);

        foreach (var repository in (string[])[Built, Released])
            Assert.Equal(("ada", "stable", image.Digest), About(await RequireAsync(repository, image, others.Public, ours.Public)));
    }

    [Fact]
    public async Task An_image_that_nobody_signed_is_refused()
    {
        var image = await StoreAsync("1");
        await PromoteAsync("1", key: null);

        Assert.Equal($"{Registry.Address}/{Built}@{image.Digest} is not rolled out: it is not signed", await RefusalAsync(image, ours.Public));
    }

    [Fact]
    public async Task An_image_that_somebody_else_signed_is_refused()
    {
        var image = await StoreAsync("1");
        await PromoteAsync("1", others.Key);

        Assert.EndsWith("its signature is of no trusted key, or what was signed has been altered", await RefusalAsync(image, ours.Public), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_altered_after_it_was_signed_is_refused()
    {
        var image = await StoreAsync("1");
        await PromoteAsync("1", ours.Key);
        var signed = await EnvelopeAsync(image);
        var other = await StoreAsync("2");
        var text = Encoding.UTF8.GetString(signed.Payload.Span).Replace(image.Digest["sha256:".Length..], other.Digest["sha256:".Length..], StringComparison.Ordinal);
        await LayAsync(other, signed with { Payload = Encoding.UTF8.GetBytes(text) });

        Assert.EndsWith("or what was signed has been altered", await RefusalAsync(other, ours.Public), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signature_of_one_image_laid_beside_another_is_refused()
    {
        var (image, other) = (await StoreAsync("1"), await StoreAsync("2"));
        await PromoteAsync("1", ours.Key);
        await LayAsync(other, await EnvelopeAsync(image));

        Assert.EndsWith($"what is signed is about another image, {image.Digest}", await RefusalAsync(other, ours.Public), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_that_the_key_signed_is_refused()
    {
        var image = await StoreAsync("1");
        var statement = new InTotoStatement("r", image.Digest, "https://example.com/other", "{}"u8.ToArray()).Write();
        await LayAsync(image, ours.Key.Sign(InTotoStatement.PayloadType, statement));

        Assert.EndsWith("what is signed is no record of a promotion", await RefusalAsync(image, ours.Public), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_without_a_key_is_signed_by_promoting_again_with_one_once()
    {
        var image = await StoreAsync("1");
        await PromoteAsync("1", key: null);
        await PromoteAsync("1", ours.Key);
        await PromoteAsync("1", ours.Key);

        await RequireAsync(Built, image, ours.Public);
        Assert.Single(await Client.ListReferrersAsync(Released, image.Digest, DsseEnvelope.MediaType, Cancel));
        Assert.Equal([$"signed the record with the key {ours.Key.KeyId}"], events.Lines.Where(line => line.Contains("signed", StringComparison.Ordinal)));
    }

    private static (string Who, string Channel, string Digest) About(PromotionRecord record) => (record.Who, record.Channel, record.Digest);

    private static (SigningKey Key, TrustedKey Public) MakeKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (SigningKey.Read(key.ExportPkcs8PrivateKeyPem(), "/"), TrustedKey.Read(key.ExportSubjectPublicKeyInfoPem(), "/"));
    }

    private async Task PromoteAsync(string from, SigningKey? key)
    {
        var promoter = new Promoter(Client, new Channel("stable", Released, Client, Registry.Address), events, clock);
        var plan = await promoter.PlanAsync(Built, from, _ => Task.FromResult(ImmutableArray<PromotionGate>.Empty), Cancel);
        await promoter.PromoteAsync(plan, "ada", key, Cancel);
    }

    private Task<PromotionRecord> RequireAsync(string repository, RegistryManifest image, params TrustedKey[] trusted) =>
        new SignedPromotions(Client).RequireAsync(repository, image.Digest, [.. trusted], Cancel);

    private async Task<string> RefusalAsync(RegistryManifest image, TrustedKey trusted)
    {
        var refused = await Assert.ThrowsAsync<FenceException>(() => RequireAsync(Built, image, trusted));
        Assert.Equal(ExitCode.RefusedByPolicy, refused.Exit);
        return refused.Message;
    }

    private async Task<DsseEnvelope> EnvelopeAsync(RegistryManifest image) => DsseEnvelope.Read(
        (await new ArtifactStore(Client).ReadAllAsync(Built, image.Digest, DsseEnvelope.MediaType, Cancel).FirstAsync(Cancel)).Bytes.Span)!;

    private Task<ContentDescriptor> LayAsync(RegistryManifest image, DsseEnvelope envelope) => new ArtifactStore(Client).AttachAsync(
        Built, image.Digest, new Artifact(DsseEnvelope.MediaType, DsseEnvelope.MediaType, envelope.Write()), Cancel);

    private Task<RegistryManifest> StoreAsync(string tag) => StoreImageAsync(Built, tag, $$"""{"config":{"tag":"{{tag}}"} }""", "the base", $"layer {tag}");
}
