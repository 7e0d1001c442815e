using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Images.Differences;

/// <summary>Renders a difference: as text, as Markdown, as JSON, and what of it is worth a warning.</summary>
public static class DifferenceReport
{
    private static readonly DifferenceJson JsonForm = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>As JSON, for programs.</summary>
    public static string Json(ImageDifference difference) => JsonSerializer.Serialize(difference, JsonForm.ImageDifference);

    /// <summary>As lines, for people at a terminal and in a log.</summary>
    public static IReadOnlyList<string> Lines(ImageDifference difference)
    {
        List<string> lines = [$"from  {Title(difference.From)}", $"to    {Title(difference.To)}"];
        if (difference.IsNone)
            return [.. lines, "both are the same image"];

        foreach (var (title, changes) in Sections(difference))
        {
            lines.Add("");
            lines.Add($"{title}: {Total(changes)}");
            lines.AddRange(changes.Select(change => $"  {Sign(change.Kind)} {Label(change)}{Values(change)}"));
        }

        lines.Add("");
        lines.Add($"layers: {LayerTotal(difference)}");
        lines.AddRange(difference.Layers.Select(layer => $"  {Sign(layer.Presence)} {SizeOf(layer.Size),9}  {Cut(layer.CreatedBy ?? layer.Digest)}"));
        return lines;
    }

    /// <summary>As Markdown, for a pull request or a release.</summary>
    public static IReadOnlyList<string> Markdown(ImageDifference difference)
    {
        List<string> lines =
        [
            $"## {Code(difference.From.Reference)} → {Code(difference.To.Reference)}", "",
            "| | from | to |", "|---|---|---|",
            $"| image ID | {Code(difference.From.ImageId)} | {Code(difference.To.ImageId)} |",
            $"| size | {SizeOf(difference.From.Size)} | {SizeOf(difference.To.Size)} |",
            string.Create(CultureInfo.InvariantCulture, $"| packages | {difference.From.Packages} | {difference.To.Packages} |"),
        ];
        if (difference.IsNone)
            return [.. lines, "", "Both are the same image."];

        foreach (var (title, changes) in Sections(difference))
        {
            lines.AddRange(["", $"### {char.ToUpperInvariant(title[0])}{title[1..]}: {Total(changes)}"]);
            if (!changes.IsEmpty)
                lines.AddRange(["", "| | name | before | after |", "|---|---|---|---|"]);
            lines.AddRange(changes.Select(change => $"| {change.Kind.ToString().ToLowerInvariant()} | {Code(Label(change))} | {Code(change.Before)} | {Code(change.After)} |"));
        }

        lines.AddRange(["", $"### Layers: {LayerTotal(difference)}", "", "| | size | made by |", "|---|---|---|"]);
        lines.AddRange(difference.Layers.Select(layer => $"| {Sign(layer.Presence)} | {SizeOf(layer.Size)} | {Code(Cut(layer.CreatedBy ?? layer.Digest))} |"));
        return lines;
    }

    /// <summary>What somebody should look at: a package that went away takes what needed it along, and may have been what mattered.</summary>
    public static ImmutableArray<Diagnostic> Findings(ImageDifference difference) =>
    [
        .. difference.Packages.Where(change => change.Kind == ChangeKind.Removed).Select(change => Diagnostic.Warning(
            "FI020", $"the package {change.Name} {change.Before} is not in {difference.To.Reference} any more", "If something needs it, name it in the Dockerfile")),
        .. difference.Packages.Where(change => change.Kind == ChangeKind.Downgraded).Select(change => Diagnostic.Warning(
            "FI021", $"the package {change.Name} went back from {change.Before} to {change.After}", "What the newer version had mended is back; is the base image an older one?")),
        .. difference.Hooks.Where(change => change.Kind == ChangeKind.Removed).Select(change => Diagnostic.Warning(
            "FI022", $"the hook {change.Name} is not in {difference.To.Reference} any more", "Applications start without what it did")),
    ];

    private static IEnumerable<(string Title, ImmutableArray<Change> Changes)> Sections(ImageDifference difference) =>
    [
        ("packages", difference.Packages),
        ("hooks", difference.Hooks),
        ("privileges", difference.Privileges),
        ("environment", difference.Environment),
    ];

    private static string Title(ComparedImage image) => string.Create(
        CultureInfo.InvariantCulture, $"{image.Reference}  {image.ImageId[..Math.Min(image.ImageId.Length, 19)]}  {SizeOf(image.Size)}, {image.Packages} packages");

    private static string Total(ImmutableArray<Change> changes) => changes.IsEmpty
        ? "the same"
        : string.Join(", ", changes.GroupBy(change => change.Kind).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")));

    private static string LayerTotal(ImageDifference difference)
    {
        var (gone, added) = (difference.Layers.Where(layer => layer.Presence == LayerPresence.From).ToList(), difference.Layers.Where(layer => layer.Presence == LayerPresence.To).ToList());
        var shared = difference.Layers.Length - gone.Count - added.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{shared} shared, {gone.Count} gone with {SizeOf(gone.Sum(layer => layer.Size))}, {added.Count} added with {SizeOf(added.Sum(layer => layer.Size))}");
    }

    private static string Label(Change change) => change.Subject is "hook" or "dpkg" or "variable" or "file" ? change.Name : $"{change.Subject} {change.Name}";

    private static string Values(Change change) => change.Kind switch
    {
        ChangeKind.Added => $"  {change.After}",
        ChangeKind.Removed => $"  {change.Before}",
        _ => $"  {change.Before} → {change.After}",
    };

    private static string Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+",
        ChangeKind.Removed => "-",
        ChangeKind.Upgraded => "↑",
        ChangeKind.Downgraded => "↓",
        _ => "*",
    };

    private static string Sign(LayerPresence presence) => presence switch
    {
        LayerPresence.From => "-",
        LayerPresence.To => "+",
        _ => "=",
    };

    private static string SizeOf(long? bytes) => bytes is { } known ? ByteCount.Text(known) : "?";

    private static string Cut(string text) => text.Length > 100 ? $"{text[..99]}…" : text;

    // Backticks and bars inside of a cell would end it.
    private static string Code(string? text) =>
        string.IsNullOrEmpty(text) ? "" : $"`{text.Replace("`", "'", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ')}`";
}

[JsonSerializable(typeof(ImageDifference))]
internal sealed partial class DifferenceJson : JsonSerializerContext;
