namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Writes a mended hook back.</summary>
public static class HookFixWriter
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Replaces the file, with its mode kept but for the executable bits.</summary>
    /// <param name="rootDirectory">The folder that paths start from.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="cancellationToken">Ends it before the file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written, or git's index cannot.</exception>
    public static async Task WriteAsync(string rootDirectory, FixedHook hook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var path = Path.GetFullPath(hook.Script.Path, rootDirectory);
        if (!string.Equals(hook.Before, hook.After, StringComparison.Ordinal))
        {
            // Written beside it and moved over it, so that an interruption leaves one of the two and never a half.
            var beside = $"{path}.fixed";
            await File.WriteAllTextAsync(beside, hook.After, cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
            File.Move(beside, path, overwrite: true);
        }
        if (hook.MakesExecutable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Execute);
        if (hook.MakesExecutableInGit)
            await GitIndex.MakeExecutableAsync(rootDirectory, hook.Script.Path, cancellationToken);
    }
}
