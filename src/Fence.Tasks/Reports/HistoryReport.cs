using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Reports;

/// <summary>Renders the history of a cluster's configuration.</summary>
public static class HistoryReport
{
    /// <summary>As JSON, for programs.</summary>
    public static string Json(ImmutableArray<HistoryEntry> entries) => JsonSerializer.Serialize(entries, ReportJson.Default.ImmutableArrayHistoryEntry);

    /// <summary>For people, the newest first: when, who, what, and what it was before.</summary>
    public static IReadOnlyList<string> Lines(string cluster, ImmutableArray<HistoryEntry> entries) => entries.IsEmpty
        ? [$"nothing has changed the configuration of {cluster} yet, as far as its Core node knows"]
        : [.. entries.Reverse().SelectMany(Lines)];

    private static IEnumerable<string> Lines(HistoryEntry entry)
    {
        var when = string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC  {entry.Who} on {entry.From}");
        if (entry.Kind == ChangeKind.Privileges)
        {
            yield return $"{when}  set {entry.Key} to {entry.After}";
            yield return $"  before: {ConfigValue.FromJson(entry.Before)}{(entry.Acknowledged is { } who ? $"; acknowledged by {who}" : "")}";
            yield break;
        }

        yield return $"{when}  {Verb(entry.Kind)} {entry.Reference}";
        yield return $"  commit {entry.Commit ?? "unknown"}, digest {entry.Digest ?? "unknown"}";
        yield return $"  {entry.Key} before: {ConfigValue.FromJson(entry.Before)}";
    }

    private static string Verb(ChangeKind kind) => kind switch
    {
        ChangeKind.RolledBack => "rolled back to",
        ChangeKind.PutBack => "took back",
        _ => "named",
    };
}
