using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Fence.Tasks.Images;

/// <summary>The SHA-256 of a file; one piece is read while the one before it is hashed.</summary>
internal static class FileHash
{
    // Small enough that what hashes a piece finds it in the processor's cache.
    private const int PieceSize = 512 * 1024;

    /// <summary>Reads and hashes a file, from its start.</summary>
    /// <returns>The hash in hexadecimal digits.</returns>
    public static async Task<string> ComputeAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(PieceSize, RandomAccess.GetLength(file) + 1);
        var (current, next) = (ArrayPool<byte>.Shared.Rent(size), ArrayPool<byte>.Shared.Rent(size));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var position = 0L;
            var read = await RandomAccess.ReadAsync(file, current, position, cancellationToken);
            while (read > 0)
            {
                position += read;
                var reading = RandomAccess.ReadAsync(file, next, position, cancellationToken);
                hash.AppendData(current, 0, read);
                read = await reading;
                (current, next) = (next, current);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }
}
