using System.Text.Json.Nodes;
using Fence.Tasks.Docker.Tests.Registries;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Images;

/// <summary>Receipts beside an image in a real registry, one that keeps no list of referrers of its own.</summary>
[Trait("Category", "docker")]
public sealed class PublishedReceiptsTests : OnTestRegistry
{
    private const string Repository = "exampleco/stack-alsek";

    private readonly RecordedEvents events = new();

    [Fact]
    public async Task They_are_found_by_the_image_and_are_there_once_however_often_they_are_put()
    {
        var (image, receipt) = await PushImageAsync("one");
        var receipts = new PublishedReceipts(Client, events);

        await receipts.PublishAsync(image, receipt, Cancel);
        await receipts.PublishAsync(image, receipt, Cancel);
        await new PublishedReceipts(Client, events).PublishAsync(image, receipt, Cancel);

        var found = await receipts.FindAsync(Repository, new RegistryManifest(image.Digest, image.ImageId), Cancel);
        Assert.Equal(ReceiptFile.Write(receipt), ReceiptFile.Write(found!));
        Assert.Equal(["put beside it: application/vnd.fence.receipt.v1+json, application/vnd.cyclonedx+json"], events.Lines);

        // As anybody finds them who goes by the specification's tag.
        var index = JsonNode.Parse((await Client.GetManifestAsync(Repository, image.Digest.Replace(':', '-'), Cancel))!.Bytes.Span)!;
        Assert.Equal(
            ["application/vnd.cyclonedx+json", "application/vnd.fence.receipt.v1+json"],
            index["manifests"]!.AsArray().Select(entry => (string?)entry!["artifactType"]).Order(StringComparer.Ordinal));
        var manifest = (await Client.GetManifestAsync(Repository, (string)index["manifests"]![0]!["digest"]!, Cancel))!;
        Assert.Equal(image.Digest, manifest.Subject!.Digest);
    }

    [Fact]
    public async Task Each_image_has_its_own_and_one_without_has_none()
    {
        var (one, receipt) = await PushImageAsync("one");
        var (other, _) = await PushImageAsync("other");
        var receipts = new PublishedReceipts(Client, events);

        await receipts.PublishAsync(one, receipt, Cancel);

        Assert.Null(await receipts.FindAsync(Repository, new RegistryManifest(other.Digest, other.ImageId), Cancel));
        Assert.Null(await receipts.FindAsync(Repository, new RegistryManifest(one.Digest, "sha256:another"), Cancel));
    }

    private async Task<(PublishedImage Image, ImageReceipt Receipt)> PushImageAsync(string name)
    {
        var manifest = await StoreImageAsync(
            Repository,
            name,
            $$$"""{"architecture":"amd64","os":"linux","config":{"Labels":{"name":"{{{name}}}"}},"rootfs":{"type":"layers","diff_ids":[]}}""",
            $"a layer of {name}");
        return (
            new PublishedImage { Registry = Registry.Address, Repository = Repository, Tag = name, Digest = manifest.Digest, ImageId = manifest.ImageId },
            new ImageReceipt
            {
                ImageId = manifest.ImageId,
                Repository = Repository,
                Distribution = new DistributionReceipt("debian", "12", "Debian GNU/Linux 12"),
                Architecture = "amd64",
                Packages = [new PackageReceipt("dpkg", "libssl3", "3.0.15-1~deb12u1", "amd64", ["Apache-2.0"])],
            });
    }
}
