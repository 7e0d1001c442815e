using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Receipts as files, one an image, beside each the same as CycloneDX. An image that has its receipt is not read again.</summary>
/// <param name="folder">The folder, usually <c>artifacts/images</c>.</param>
public sealed class ReceiptFolder(string folder)
{
    /// <summary>The receipt of an image.</summary>
    /// <returns>The receipt; null where there is none, or one of another image that had the same name.</returns>
    public ImageReceipt? Find(BuiltImage image)
    {
        var path = PathFor(image);
        return File.Exists(path) && File.Exists(CycloneDxPathFor(image)) && ReceiptFile.Read(File.ReadAllBytes(path)) is { } receipt && receipt.ImageId == image.Id
            ? receipt
            : null;
    }

    /// <summary>Describes an image, and writes its receipt.</summary>
    /// <exception cref="FenceException">The engine cannot be reached, has no such image, or it cannot be read.</exception>
    public async Task<ImageReceipt> WriteAsync(
        BuiltImage image, string hookFolder, IImageContents engine, IRunEvents events, CancellationToken cancellationToken)
    {
        var receipt = await new ImageDescriber(engine, events).DescribeAsync(image.Id, image.Repository, hookFolder, cancellationToken)
            ?? throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
                "FI012", $"{image.Reference} ({image.Id}) is not on the builder any more", "Make it again: ./build.sh BuildImage --rebuild"));
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(CycloneDxPathFor(image), CycloneDx.Write(receipt), cancellationToken);
        // The receipt comes last: where it is there, both are.
        await File.WriteAllBytesAsync(PathFor(image) + ".new", ReceiptFile.Write(receipt), cancellationToken);
        File.Move(PathFor(image) + ".new", PathFor(image), overwrite: true);
        return receipt;
    }

    /// <summary>Where the receipt of an image is.</summary>
    public string PathFor(BuiltImage image) => Path.Combine(folder, ReceiptFile.NameFor(image));

    /// <summary>Where the same is as CycloneDX.</summary>
    public string CycloneDxPathFor(BuiltImage image) => Path.Combine(folder, ReceiptFile.CycloneDxNameFor(image));
}
