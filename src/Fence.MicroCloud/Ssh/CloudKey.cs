namespace Fence.MicroCloud.Ssh;

/// <summary>The key pair that the nodes of a cloud let in.</summary>
/// <param name="PrivateKeyFile">Where the private half is.</param>
/// <param name="PublicKey">The public half, as a line of <c>authorized_keys</c>.</param>
internal sealed record CloudKey(string PrivateKeyFile, string PublicKey)
{
    private const string FileName = "id_ed25519";

    /// <summary>Reads the pair, or makes it where there is none.</summary>
    public static async Task<CloudKey> EnsureAsync(string directory, string cloud, CancellationToken cancellationToken)
    {
        CreatePrivateDirectory(directory);
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file) || !File.Exists(file + ".pub"))
        {
            File.Delete(file);
            await HostCommand.RunAsync(
                "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", $"fence@{cloud}", "-f", file], cancellationToken);
        }

        return new CloudKey(file, (await File.ReadAllTextAsync(file + ".pub", cancellationToken)).Trim());
    }

    /// <summary>Deletes the pair.</summary>
    public static void Delete(string directory)
    {
        File.Delete(Path.Combine(directory, FileName));
        File.Delete(Path.Combine(directory, FileName + ".pub"));
    }

    private static void CreatePrivateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
