using System.Globalization;
using System.Text.Json;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Reports;

/// <summary>Renders a <see cref="ClusterStatus"/>.</summary>
public static class StatusReport
{
    private const int ShortId = 12;

    /// <summary>As JSON, for programs.</summary>
    public static string Json(ClusterStatus status) => JsonSerializer.Serialize(status, ReportJson.Default.ClusterStatus);

    /// <summary>As a table: a row a DEA, a column a configured image, and what containers run on.</summary>
    public static IReadOnlyList<string> Lines(ClusterStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        List<string> lines = [$"{status.Cluster}: {status.Key} names {(status.Configured.IsEmpty ? "nothing" : $"{status.Configured.Length} image(s)")}"];
        for (var i = 0; i < status.Configured.Length; i++)
            lines.Add($"  [{i + 1}] {status.Configured[i]}{(i == 0 ? "" : " (fallback)")}");

        var rows = Rows(status);
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            lines.Add(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        lines.AddRange(Ending(status));
        return lines;
    }

    /// <summary>The same in Markdown, for an issue or a page.</summary>
    public static IReadOnlyList<string> Markdown(ClusterStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var rows = Rows(status);
        return
        [
            $"### {status.Cluster}: `{status.Key}`",
            "",
            .. status.Configured.Select((image, index) => $"{index + 1}. `{image}`"),
            "",
            Line(rows[0]),
            Line(rows[0].Select(_ => "---")),
            .. rows.Skip(1).Select(Line),
            "",
            .. Ending(status).Select(line => $"- {Escape(line)}"),
        ];

        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Escape))} |";
        static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ending(ClusterStatus status) =>
    [
        .. status.Notes,
        .. status.Drift.Select(drift => $"DRIFT: {drift}"),
        status.IsConsistent
            ? "every DEA has the first configured image, with one image ID"
            : "NOT every DEA has the first configured image with one image ID",
    ];

    private static List<string[]> Rows(ClusterStatus status)
    {
        string[] header = ["DEA", "engine", .. status.Configured.Select((_, i) => $"[{i + 1}]"), "runs on"];
        return [header, .. status.Deas.Select(dea => Row(dea, status.Configured.Length))];
    }

    private static string[] Row(DeaStatus dea, int images) => dea.Problem is not null
        ? [dea.Node, "no answer", .. Enumerable.Repeat("?", images), "?"]
        :
        [
            dea.Node,
            dea.Engine!,
            .. dea.Images.Select(image => image is null ? "-" : Short(image.Id)),
            dea.Running.IsEmpty
                ? "-"
                : string.Join(", ", dea.Running.Select(image => string.Create(CultureInfo.InvariantCulture, $"{Short(image.ImageId)} ({image.Containers})"))),
        ];

    private static string Short(string id) => id.Replace("sha256:", "", StringComparison.Ordinal) is { Length: > ShortId } hex ? hex[..ShortId] : id;
}
