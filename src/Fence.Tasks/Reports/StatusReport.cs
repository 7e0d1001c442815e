using System.Globalization;
using System.Text.Json;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Reports;

/// <summary>Renders a <see cref="ClusterStatus"/>.</summary>
public static class StatusReport
{
    /// <summary>As JSON, for programs.</summary>
    public static string Json(ClusterStatus status) => JsonSerializer.Serialize(status, ReportJson.Default.ClusterStatus);

    /// <summary>As a table: a row a DEA, a column a configured image, and what containers run on.</summary>
    public static IReadOnlyList<string> Lines(ClusterStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        List<string> lines = [$"{status.Cluster}: {status.Key} names {(status.Configured.IsEmpty ? "nothing" : $"{status.Configured.Length} image(s)")}"];
        for (var i = 0; i < status.Configured.Length; i++)
            lines.Add($"  [{i + 1}] {status.Configured[i]}{(i == 0 ? "" : " (fallback)")}");

        lines.AddRange(TextTable.Lines(Rows(status)));
        lines.AddRange(Ending(status));
        return lines;
    }

    /// <summary>The same in Markdown, for an issue or a page.</summary>
    public static IReadOnlyList<string> Markdown(ClusterStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return
        [
            $"### {status.Cluster}: `{status.Key}`",
            "",
            .. status.Configured.Select((image, index) => $"{index + 1}. `{image}`"),
            "",
            .. TextTable.Markdown(Rows(status)),
            "",
            .. Ending(status).Select(line => $"- {TextTable.Escape(line)}"),
        ];
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
            .. dea.Images.Select(image => image is null ? "-" : ContentDigest.Abbreviate(image.Id)),
            dea.Running.IsEmpty
                ? "-"
                : string.Join(", ", dea.Running.Select(image => string.Create(CultureInfo.InvariantCulture, $"{ContentDigest.Abbreviate(image.ImageId)} ({image.Containers})"))),
        ];
}
