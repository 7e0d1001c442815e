namespace Fence.MicroCloud.Engines;

/// <summary>What a distribution says of itself (os-release(5)).</summary>
/// <param name="Name">For people: <c>Debian GNU/Linux 12 (bookworm)</c>.</param>
/// <param name="IsDebianLike">Whether it is Debian, Ubuntu, or made of one of them.</param>
internal sealed record OsRelease(string Name, bool IsDebianLike)
{
    /// <summary>Reads the file; where there is none, the runtime's word is taken for the name.</summary>
    public static OsRelease Read(string path) => File.Exists(path)
        ? Parse(File.ReadLines(path))
        : new OsRelease(System.Runtime.InteropServices.RuntimeInformation.OSDescription, false);

    /// <summary>Reads the lines of the file.</summary>
    public static OsRelease Parse(IEnumerable<string> lines)
    {
        var values = lines
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim(), parts => parts[1].Trim().Trim('"', '\''), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var ids = $"{values.GetValueOrDefault("ID")} {values.GetValueOrDefault("ID_LIKE")}".Split(' ');
        return new OsRelease(
            values.GetValueOrDefault("PRETTY_NAME") ?? "this operating system",
            ids.Contains("debian", StringComparer.Ordinal) || ids.Contains("ubuntu", StringComparer.Ordinal));
    }
}
