namespace Fence.Tasks.Images.Receipts;

/// <summary>A package's URL (package-url specification, types <c>deb</c>, <c>apk</c> and <c>rpm</c>): the name that vulnerability databases know it by.</summary>
internal static class PackageUrl
{
    public static string Of(PackageReceipt package, DistributionReceipt distribution)
    {
        var type = package.Manager is "dpkg" ? "deb" : package.Manager;
        var vendor = distribution.Id.Length > 0 ? $"{Escape(distribution.Id)}/" : "";
        var (epoch, version) = EpochOf(package);
        List<string> qualifiers = [];
        if (package.Architecture.Length > 0)
            qualifiers.Add($"arch={Escape(package.Architecture)}");
        if (distribution.Id.Length > 0)
            qualifiers.Add($"distro={Escape(distribution.Id)}{(distribution.VersionId.Length > 0 ? $"-{Escape(distribution.VersionId)}" : "")}");
        if (epoch is not null)
            qualifiers.Add($"epoch={Escape(epoch)}");
        return $"pkg:{type}/{vendor}{Escape(package.Name)}@{Escape(version)}{(qualifiers.Count > 0 ? "?" : "")}{string.Join('&', qualifiers)}";
    }

    // The type rpm has the epoch apart; with deb it is a part of the version.
    private static (string? Epoch, string Version) EpochOf(PackageReceipt package) =>
        package.Manager is "rpm" && package.Version.Split(':', 2) is [var epoch, var version] ? (epoch, version) : (null, package.Version);

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
