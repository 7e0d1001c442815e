using System.Collections.Immutable;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>The packages of an image, as its own package manager lists them.</summary>
/// <param name="Manager">The manager: <c>dpkg</c>, <c>apk</c> or <c>rpm</c>; empty where the image has none of them.</param>
/// <param name="Versions">Each package's version; several where several are installed.</param>
internal sealed record ImagePackages(string Manager, ImmutableDictionary<string, ImmutableArray<string>> Versions)
{
    /// <summary>The commands that list packages, as name and version with a tab between; the first that the image has counts.</summary>
    public static ImmutableArray<(string Manager, ImmutableArray<string> Command)> Listings { get; } =
    [
        ("dpkg", ["dpkg-query", "--show", "--showformat", "${Package}\t${Version}\t${Status}\n"]),
        ("rpm", ["rpm", "--query", "--all", "--queryformat", "%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n"]),
        ("apk", ["/bin/sh", "-c", "command -v apk >/dev/null || exit 127; sed -n -e 's/^P:/P\\t/p' -e 's/^V:/V\\t/p' /lib/apk/db/installed"]),
    ];

    /// <summary>What is known of an image without a package manager.</summary>
    public static ImagePackages None { get; } = new("", ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Reads a listing.</summary>
    public static ImagePackages Parse(string manager, IEnumerable<string> lines) => new(
        manager,
        (manager is "apk" ? OfAlpine(lines) : OfTable(lines))
            .GroupBy(package => package.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(packages => packages.Key, packages => packages.Select(package => package.Version).ToImmutableArray(), StringComparer.Ordinal));

    // dpkg also knows packages of which only the configuration is left.
    private static IEnumerable<(string Name, string Version)> OfTable(IEnumerable<string> lines) =>
        from line in lines
        let cells = line.Split('\t')
        where cells.Length >= 2 && (cells.Length == 2 || cells[2].EndsWith(" installed", StringComparison.Ordinal))
        select (cells[0], cells[1]);

    private static IEnumerable<(string Name, string Version)> OfAlpine(IEnumerable<string> lines)
    {
        string? name = null;
        foreach (var cells in lines.Select(line => line.Split('\t')).Where(cells => cells.Length == 2))
        {
            if (cells[0] is "P")
                name = cells[1];
            else if (name is not null)
                yield return (name, cells[1]);
        }
    }
}
