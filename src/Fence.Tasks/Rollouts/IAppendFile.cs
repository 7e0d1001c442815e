namespace Fence.Tasks.Rollouts;

/// <summary>The port to a file that only grows: what has been added is on the disk when the call returns.</summary>
public interface IAppendFile
{
    /// <summary>Reads it whole; a crash may have left half a line at its end.</summary>
    /// <returns>The text; empty where there is no file.</returns>
    /// <exception cref="Diagnostics.FenceException">The disk failed.</exception>
    Task<string> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Begins it anew with a text; a crash leaves the old or the new one whole.</summary>
    /// <exception cref="Diagnostics.FenceException">The disk failed.</exception>
    Task ReplaceAsync(string text, CancellationToken cancellationToken);

    /// <summary>Adds a text; a crash may leave a part of it.</summary>
    /// <exception cref="Diagnostics.FenceException">The disk failed. A part of it may have been added.</exception>
    Task AppendAsync(string text, CancellationToken cancellationToken);
}
