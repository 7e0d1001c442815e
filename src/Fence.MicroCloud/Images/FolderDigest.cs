using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fence.MicroCloud.Images;

/// <summary>The digest of a folder's content: paths, executable bits and bytes, and nothing that a checkout changes.</summary>
internal static class FolderDigest
{
    /// <summary>Computes it, as 12 hexadecimal digits: enough to tell the versions of one folder apart.</summary>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, file) in Files(folder))
        {
            Append(hash, Encoding.UTF8.GetBytes(path));
            Append(hash, [IsExecutable(file) ? (byte)1 : (byte)0]);
            Append(hash, File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The digest of a few words.</summary>
    public static string Of(params ReadOnlySpan<string> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var word in words)
            Append(hash, Encoding.UTF8.GetBytes(word));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The files of a folder by their path in it, in an order that is the same everywhere.</summary>
    public static IEnumerable<(string Path, string File)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(entry => !entry.Path.Contains("__pycache__/", StringComparison.Ordinal))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal);

    /// <summary>Whether a file may be executed; on Windows, whether it begins as a script does.</summary>
    public static bool IsExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
            return File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    // With the length first, no two sequences of parts look the same.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
