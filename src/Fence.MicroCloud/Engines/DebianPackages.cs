namespace Fence.MicroCloud.Engines;

/// <summary>Packages of the distribution. Not cancellable on purpose: dpkg that is interrupted leaves a machine half-configured.</summary>
internal static class DebianPackages
{
    /// <summary>Installs packages, with nothing that is only recommended.</summary>
    public static async Task InstallAsync(IReadOnlyCollection<string> packages)
    {
        await HostCommand.RunAsync("apt-get", ["update", "-q"], CancellationToken.None);
        await HostCommand.RunAsync(
            "apt-get", ["install", "-q", "-y", "--no-install-recommends", .. packages], CancellationToken.None);
    }

    /// <summary>The mirrors that this machine's apt takes a suite from; empty where it does not.</summary>
    public static async Task<IReadOnlyList<string>> MirrorsAsync(string suite, CancellationToken cancellationToken)
    {
        var targets = await HostCommand.RunAsync(
            "apt-get",
            ["indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"],
            cancellationToken);
        return
        [
            .. targets.Split('\n')
                .Select(line => line.Split(' '))
                .Where(parts => parts is [_, var release, "main"] && release == suite)
                .Select(parts => parts[0].TrimEnd('/'))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
