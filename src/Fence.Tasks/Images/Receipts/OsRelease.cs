namespace Fence.Tasks.Images.Receipts;

/// <summary>Reads <c>/etc/os-release</c>: shell assignments, of which only the values' quotes matter here.</summary>
internal static class OsRelease
{
    public static DistributionReceipt Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Trim().Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last()[1].Trim('"', '\''), StringComparer.Ordinal);
        var id = values.GetValueOrDefault("ID", "");
        return new DistributionReceipt(id, values.GetValueOrDefault("VERSION_ID", ""), values.GetValueOrDefault("PRETTY_NAME") ?? values.GetValueOrDefault("NAME") ?? id);
    }
}
