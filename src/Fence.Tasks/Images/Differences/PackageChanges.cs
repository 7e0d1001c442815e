using System.Collections.Immutable;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Images.Differences;

/// <summary>Compares the packages of two images.</summary>
internal static class PackageChanges
{
    public static ImmutableArray<Change> Between(ImmutableArray<PackageReceipt> from, ImmutableArray<PackageReceipt> to)
    {
        var (before, after) = (from.ToLookup(package => package.Key, StringComparer.Ordinal), to.ToLookup(package => package.Key, StringComparer.Ordinal));
        return
        [
            .. before.Select(group => group.Key).Union(after.Select(group => group.Key), StringComparer.Ordinal)
                .SelectMany(key => Of([.. before[key]], [.. after[key]]))
                .OrderBy(change => change.Name, StringComparer.Ordinal)
                .ThenBy(change => change.Before ?? change.After, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Change> Of(List<PackageReceipt> before, List<PackageReceipt> after)
    {
        if (before is [var was] && after is [var isNow])
            return was.Version == isNow.Version ? [] : [new Change(was.Manager, NameOf(was), KindOf(was, isNow), was.Version, isNow.Version)];

        // A package can be there in several versions at once, as kernels are with rpm: then each version is one of its own.
        var (old, current) = (before.Select(package => package.Version).ToList(), after.Select(package => package.Version).ToList());
        return before.Where(package => !current.Contains(package.Version, StringComparer.Ordinal)).Select(package => new Change(package.Manager, NameOf(package), ChangeKind.Removed, package.Version, null))
            .Concat(after.Where(package => !old.Contains(package.Version, StringComparer.Ordinal)).Select(package => new Change(package.Manager, NameOf(package), ChangeKind.Added, null, package.Version)));
    }

    // The others order versions in ways of their own, and a wrong direction would be worse than none.
    private static ChangeKind KindOf(PackageReceipt before, PackageReceipt after) => before.Manager is not "dpkg"
        ? ChangeKind.Changed
        : DebianVersion.Compare(before.Version, after.Version) switch
        {
            < 0 => ChangeKind.Upgraded,
            > 0 => ChangeKind.Downgraded,
            _ => ChangeKind.Changed,
        };

    /// <summary>What a change calls a package: its name, and the processor it is for where that is not the usual one.</summary>
    public static string NameOf(PackageReceipt package) =>
        package.Architecture is "" or "all" or "noarch" or "amd64" or "x86_64" ? package.Name : $"{package.Name}:{package.Architecture}";
}
