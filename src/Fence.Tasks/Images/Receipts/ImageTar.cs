using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fence.Tasks.Images.Receipts;

/// <summary>
/// Reads the tar of an image's files, entry by entry, with memory that does not grow with it. <c>System.Formats.Tar</c> reads the values
/// of extended attributes as text, and capabilities are no text: hence an own reader (POSIX <c>pax</c> interchange format, GNU long names).
/// </summary>
internal sealed class ImageTar(Stream stream)
{
    private const int BlockSize = 512;

    // A path is 4096 bytes at most and attributes are small; what claims to be larger is no image's tar.
    private const int LongestHeader = 16 * 1024 * 1024;

    private readonly byte[] block = new byte[BlockSize];
    private readonly byte[] buffer = new byte[81920];
    private long unread;
    private long padding;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>The entry; null at the end.</returns>
    /// <exception cref="InvalidDataException">This is no tar, or it ends early.</exception>
    public async Task<ImageTarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        var extended = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (true)
        {
            await SkipAsync(cancellationToken);
            if (!await ReadBlockAsync(cancellationToken) || block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
                return null;

            unread = Number(block.AsSpan(124, 12));
            padding = (BlockSize - (unread % BlockSize)) % BlockSize;
            switch ((char)block[156])
            {
                case 'x':
                    ReadRecords(await ReadAsync(LongestHeader, cancellationToken), extended);
                    break;
                case 'L':
                    extended["path"] = TrimEnd(await ReadAsync(LongestHeader, cancellationToken));
                    break;
                case 'K':
                    extended["linkpath"] = TrimEnd(await ReadAsync(LongestHeader, cancellationToken));
                    break;
                case 'g':
                    break;
                default:
                    return Entry(extended);
            }
        }
    }

    /// <summary>Reads the content of the entry at hand.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="most"/> bytes.</exception>
    public async Task<byte[]> ReadAsync(int most, CancellationToken cancellationToken)
    {
        if (unread > most)
            throw new InvalidDataException($"an entry of {unread} bytes, where {most} at most are expected");
        var content = new byte[unread];
        await stream.ReadExactlyAsync(content, cancellationToken);
        unread = 0;
        return content;
    }

    /// <summary>Computes the SHA-256 of the content of the entry at hand, in hexadecimal digits.</summary>
    public async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int read; unread > 0; unread -= read)
        {
            read = await ReadSomeAsync(unread, cancellationToken);
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private ImageTarEntry Entry(Dictionary<string, byte[]> extended)
    {
        if (extended.TryGetValue("size", out var size))
        {
            unread = Decimal(size);
            padding = (BlockSize - (unread % BlockSize)) % BlockSize;
        }

        return new ImageTarEntry(
            Path: Normal(extended.TryGetValue("path", out var path) ? Text(path) : HeaderPath()),
            Type: (char)block[156],
            Mode: (int)Number(block.AsSpan(100, 8)) & 0xfff,
            UserId: extended.TryGetValue("uid", out var user) ? Decimal(user) : Number(block.AsSpan(108, 8)),
            GroupId: extended.TryGetValue("gid", out var group) ? Decimal(group) : Number(block.AsSpan(116, 8)),
            Size: unread,
            Link: extended.TryGetValue("linkpath", out var link) ? Text(link) : Text(TrimEnd(block.AsSpan(157, 100))),
            Capabilities: extended.GetValueOrDefault("SCHILY.xattr.security.capability"));
    }

    // "ustar" with a prefix, which old engines write for long paths; GNU's own format has other things in its place.
    private string HeaderPath()
    {
        var name = Text(TrimEnd(block.AsSpan(0, 100)));
        var prefix = block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(TrimEnd(block.AsSpan(345, 155))) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string Normal(string path)
    {
        var start = path.StartsWith("./", StringComparison.Ordinal) ? 2 : 0;
        return path[start..].Trim('/');
    }

    private static byte[] TrimEnd(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return (end < 0 ? field : field[..end]).ToArray();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    // Records of "length key=value\n", the length in bytes with itself and the end of the line.
    private static void ReadRecords(byte[] records, Dictionary<string, byte[]> into)
    {
        for (var at = 0; at < records.Length;)
        {
            var blank = Array.IndexOf(records, (byte)' ', at);
            var length = blank < 0 ? 0 : (int)Decimal(records[at..blank]);
            var equals = blank < 0 ? -1 : Array.IndexOf(records, (byte)'=', blank);
            if (length <= 0 || at + length > records.Length || equals < 0 || equals >= at + length)
                throw new InvalidDataException("an extended header that cannot be read");
            into[Text(records[(blank + 1)..equals])] = records[(equals + 1)..(at + length - 1)];
            at += length;
        }
    }

    private static long Decimal(byte[] digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException("a number in an extended header that is none");

    // Octal digits, or, for what does not fit into them, GNU's binary form with the highest bit set.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) & long.MaxValue;
        long number = 0;
        foreach (var digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
                number = (number * 8) + (digit - '0');
            else if (digit is not ((byte)' ' or 0))
                throw new InvalidDataException("this is no tar");
        }

        return number;
    }

    private async Task<bool> ReadBlockAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, cancellationToken);
        return read == BlockSize || (read == 0 ? false : throw new InvalidDataException("the tar ends in the middle of a block"));
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        for (var left = unread + padding; left > 0;)
            left -= await ReadSomeAsync(left, cancellationToken);
        unread = padding = 0;
    }

    private async Task<int> ReadSomeAsync(long most, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(most, buffer.Length)), cancellationToken);
        return read > 0 ? read : throw new InvalidDataException("the tar ends in the middle of a file");
    }
}

/// <summary>An entry of an image's tar.</summary>
/// <param name="Path">The path, without a slash at either end.</param>
/// <param name="Type">The type, as the tar has it: <c>0</c> a file, <c>1</c> a hard link, <c>2</c> a symbolic link, <c>5</c> a folder.</param>
/// <param name="Mode">The mode's twelve bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Size">The content's size in bytes.</param>
/// <param name="Link">Where a link points.</param>
/// <param name="Capabilities">The extended attribute <c>security.capability</c>; null for none.</param>
internal sealed record ImageTarEntry(
    string Path, char Type, int Mode, long UserId, long GroupId, long Size, string Link, byte[]? Capabilities)
{
    public bool IsFile => Type is '0' or '\0' or '7';

    public bool IsHardLink => Type is '1';

    public bool IsSymbolicLink => Type is '2';

    public bool IsFolder => Type is '5';
}
