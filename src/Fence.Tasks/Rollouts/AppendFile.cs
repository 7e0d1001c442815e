using System.Text;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts;

/// <summary>Such a file on this machine's disk.</summary>
/// <param name="path">Where it is; its folder is made when it is first written.</param>
public sealed class AppendFile(string path) : IAppendFile
{
    /// <inheritdoc/>
    public Task<string> ReadAsync(CancellationToken cancellationToken) =>
        OnDiskAsync("read", () => File.Exists(path) ? File.ReadAllTextAsync(path, cancellationToken) : Task.FromResult(""));

    /// <inheritdoc/>
    public Task ReplaceAsync(string text, CancellationToken cancellationToken) => OnDiskAsync("written", async () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fresh = $"{path}.new";
        await WriteAsync(fresh, FileMode.Create, text, cancellationToken);
        File.Move(fresh, path, overwrite: true);
        return true;
    });

    /// <inheritdoc/>
    public Task AppendAsync(string text, CancellationToken cancellationToken) => OnDiskAsync("written", async () =>
    {
        await WriteAsync(path, FileMode.Append, text, cancellationToken);
        return true;
    });

    private static async Task WriteAsync(string path, FileMode mode, string text, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, mode, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private async Task<T> OnDiskAsync<T>(string what, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new FenceException(
                ExitCode.TargetFailed,
                Diagnostic.Error("FO030", $"the journal {path} could not be {what}: {failed.Message}", "Make room on this machine's disk, or make the file writable"),
                failed);
        }
    }
}
