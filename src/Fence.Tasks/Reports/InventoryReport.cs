using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Inventories;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Reports;

/// <summary>Renders what a registry has.</summary>
public static class InventoryReport
{
    private static readonly string[] Header = ["tags", "digest", "size", "age", "used by"];

    /// <summary>As JSON, for programs.</summary>
    public static string Json(ImmutableArray<RepositoryInventory> inventories) =>
        JsonSerializer.Serialize(inventories, ReportJson.Default.ImmutableArrayRepositoryInventory);

    /// <summary>As a table a repository, a row an image.</summary>
    /// <param name="inventory">The repository.</param>
    /// <param name="now">What ages are counted to.</param>
    public static IEnumerable<string> Lines(RepositoryInventory inventory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        yield return Title(inventory);
        if (inventory.Images.IsEmpty)
            yield break;
        foreach (var line in TextTable.Lines([Header, .. inventory.Images.Select(image => Row(image, now))]))
            yield return line;
    }

    /// <summary>The same in Markdown.</summary>
    /// <param name="inventory">The repository.</param>
    /// <param name="now">What ages are counted to.</param>
    public static IEnumerable<string> Markdown(RepositoryInventory inventory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return [$"### {Title(inventory)}", "", .. TextTable.Markdown([Header, .. inventory.Images.Select(image => Row(image, now))])];
    }

    private static string Title(RepositoryInventory inventory) => string.Create(
        CultureInfo.InvariantCulture, $"{inventory.Name}: {inventory.Images.Length} images, {ByteCount.Text(inventory.Size)}");

    private static string[] Row(StoredImage image, DateTimeOffset now) =>
    [
        string.Join(", ", image.Tags),
        ContentDigest.Abbreviate(image.Digest),
        ByteCount.Text(image.Size),
        image.CreatedAt is { } created ? Age(now - created) : "?",
        image.Uses.IsEmpty ? "-" : string.Join("; ", image.Uses),
    ];

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => "now",
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days"),
    };
}
