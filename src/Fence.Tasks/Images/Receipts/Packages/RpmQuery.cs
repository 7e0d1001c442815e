using System.Collections.Immutable;

namespace Fence.Tasks.Images.Receipts.Packages;

/// <summary>Asks rpm, in a container of the image: its database has had three binary forms, and only the rpm beside it surely reads its own.</summary>
internal static class RpmQuery
{
    private const string Folder = "var/lib/rpm/";
    private const string NewFolder = "usr/lib/sysimage/rpm/";

    /// <summary>The command.</summary>
    public static ImmutableArray<string> Command { get; } =
        ["rpm", "-qa", "--queryformat", @"%{NAME}\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\t%{ARCH}\t%{LICENSE}\n"];

    /// <summary>Whether a file is one of rpm's databases.</summary>
    public static bool IsDatabase(string path) =>
        path is Folder + "rpmdb.sqlite" or Folder + "Packages" or Folder + "Packages.db"
            or NewFolder + "rpmdb.sqlite" or NewFolder + "Packages" or NewFolder + "Packages.db";

    /// <summary>Reads what <see cref="Command"/> prints. The keys of sources are there as packages <c>gpg-pubkey</c>, and are none.</summary>
    public static IEnumerable<PackageReceipt> Parse(string text) =>
        from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let fields = line.TrimEnd('\r').Split('\t')
        where fields.Length == 4 && fields[0] is not "gpg-pubkey"
        select new PackageReceipt("rpm", fields[0], fields[1], fields[2], fields[3] is "" or "(none)" ? [] : [fields[3]]);
}
