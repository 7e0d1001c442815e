using System.Text;

namespace Fence.Benchmarks;

/// <summary>What a layer holds: 110 MB of files that people have, libraries and programs of this machine's .NET.</summary>
internal static class Payload
{
    private const int Size = 110 * 1000 * 1000;

    /// <summary>Writes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mark">Stands before it: another mark, another layer.</param>
    public static async Task WriteAsync(string path, string mark)
    {
        await using var payload = File.Create(path);
        await payload.WriteAsync(Encoding.UTF8.GetBytes(mark));
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)! + "/../../..", "*.*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            if (payload.Length >= Size)
                break;
            await using var content = File.OpenRead(file);
            await content.CopyToAsync(payload);
        }

        payload.SetLength(Size);
    }
}
