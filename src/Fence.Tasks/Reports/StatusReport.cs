using System.Text.Json;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Reports;

/// <summary>Renders a <see cref="ClusterStatus"/>.</summary>
public static class StatusReport
{
    /// <summary>As JSON, for programs.</summary>
    public static string Json(ClusterStatus status) => JsonSerializer.Serialize(status, ReportJson.Default.ClusterStatus);

    /// <summary>As a table: a row a DEA, a column a configured image.</summary>
    public static IReadOnlyList<string> Lines(ClusterStatus status)
    {
        List<string> lines = [$"{status.Cluster}: {status.Key} names {(status.Configured.IsEmpty ? "nothing" : $"{status.Configured.Length} image(s)")}"];
        for (var i = 0; i < status.Configured.Length; i++)
            lines.Add($"  [{i + 1}] {status.Configured[i]}{(i == 0 ? "" : " (fallback)")}");

        string[] header = ["DEA", "engine", .. status.Configured.Select((_, i) => $"[{i + 1}]")];
        List<string[]> rows = [header, .. status.Deas.Select(dea => Row(dea, status.Configured.Length))];
        var widths = header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            lines.Add(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        lines.AddRange(status.Deas.Where(dea => dea.Problem is not null).Select(dea => $"{dea.Node}: {dea.Problem}"));
        lines.Add(status.IsConsistent
            ? "every DEA has the first configured image, with one image ID"
            : "NOT every DEA has the first configured image with one image ID");
        return lines;
    }

    private static string[] Row(DeaStatus dea, int images) => dea.Problem is not null
        ? [dea.Node, "no answer", .. Enumerable.Repeat("?", images)]
        : [dea.Node, dea.Engine!, .. dea.Images.Select(image => image is null ? "-" : image.Id.Replace("sha256:", "", StringComparison.Ordinal)[..12])];
}
