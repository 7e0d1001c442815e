using System.Collections.Immutable;

namespace Fence.Tasks.Images.Differences;

/// <summary>Compares two lists of things that have names.</summary>
internal static class Changes
{
    /// <summary>What is not the same, by name; of things of the same name in one list, all together are compared.</summary>
    public static ImmutableArray<Change> Between<T>(
        string subject, ImmutableArray<T> from, ImmutableArray<T> to, Func<T, string> nameOf, Func<T, string> textOf)
    {
        var (before, after) = (ByName(from), ByName(to));
        return
        [
            .. from name in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let was = before.GetValueOrDefault(name)
               let isNow = after.GetValueOrDefault(name)
               where was != isNow
               select new Change(subject, name, was is null ? ChangeKind.Added : isNow is null ? ChangeKind.Removed : ChangeKind.Changed, was, isNow),
        ];

        Dictionary<string, string> ByName(ImmutableArray<T> things) => things
            .GroupBy(nameOf, textOf, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => string.Join(", ", same.Order(StringComparer.Ordinal)), StringComparer.Ordinal);
    }
}
