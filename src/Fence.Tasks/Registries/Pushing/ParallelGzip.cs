using System.Buffers;
using System.IO.Compression;
using System.Threading.Channels;

namespace Fence.Tasks.Registries.Pushing;

/// <summary>
/// Compresses with all cores. The input is cut into blocks, and each becomes a member of its own of the gzip file (RFC 1952, section
/// 2.2), which every reader of gzip takes for one file; the same input always gives the same output. A few blocks are held at a time.
/// </summary>
internal static class ParallelGzip
{
    // Large enough for a block's own dictionary and header not to show in the size.
    private const int BlockSize = 1024 * 1024;

    // As small as zlib's default level on images, in three quarters of its time; the fastest level is a third larger.
    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 4 };

    /// <summary>Reads <paramref name="input"/> to its end, and writes it compressed.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="output">Gets the gzip file; stays open.</param>
    /// <param name="seen">Is shown each piece of the input, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task CompressAsync(Stream input, Stream output, Action<ReadOnlySpan<byte>> seen, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var blocks = Channel.CreateBounded<Task<MemoryStream>>(2 * Environment.ProcessorCount);
        var writing = WriteAsync(blocks.Reader, output, stop);
        try
        {
            await ReadAsync(input, blocks.Writer, seen, stop.Token);
            blocks.Writer.Complete();
        }
        catch (Exception broken)
        {
            blocks.Writer.Complete(broken);
            // What stopped the reading may be that the writing failed, and that is then the reason.
            await writing;
            throw;
        }

        await writing;
    }

    private static async Task ReadAsync(
        Stream input, ChannelWriter<Task<MemoryStream>> blocks, Action<ReadOnlySpan<byte>> seen, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var block = ArrayPool<byte>.Shared.Rent(BlockSize);
            var length = await input.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);
            if (length == 0 && !isFirst)
            {
                ArrayPool<byte>.Shared.Return(block);
                return;
            }

            seen(block.AsSpan(0, length));
            await blocks.WriteAsync(Task.Run(() => Compress(block, length), CancellationToken.None), cancellationToken);
            if (length < BlockSize)
                return;
        }
    }

    private static async Task WriteAsync(ChannelReader<Task<MemoryStream>> blocks, Stream output, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var compressing in blocks.ReadAllAsync(stop.Token))
            {
                using var block = await compressing;
                await output.WriteAsync(block.GetBuffer().AsMemory(0, (int)block.Length), stop.Token);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private static MemoryStream Compress(byte[] block, int length)
    {
        var compressed = new MemoryStream(length / 2);
        using (var gzip = new GZipStream(compressed, Level, leaveOpen: true))
            gzip.Write(block, 0, length);
        ArrayPool<byte>.Shared.Return(block);
        return compressed;
    }
}
