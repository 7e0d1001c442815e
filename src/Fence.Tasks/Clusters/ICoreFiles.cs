namespace Fence.Tasks.Clusters;

/// <summary>The port to the small files that runs leave on the Core node for each other: the history, and the copy of the journal.</summary>
public interface ICoreFiles
{
    /// <summary>Reads a file.</summary>
    /// <returns>Its text; empty where there is none.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    Task<string> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Replaces a file; a reader finds the old or the new one whole. An empty text removes it.</summary>
    /// <param name="name">The file.</param>
    /// <param name="content">Its new text.</param>
    /// <param name="lockToken">The token that has to hold the lock at the moment of the write; null where it does not matter who writes.</param>
    /// <param name="cancellationToken">Ends the question; whether it was replaced is then unknown.</param>
    /// <returns>Whether the token held the lock, and the file was replaced.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked. It may have been replaced.</exception>
    Task<bool> WriteAsync(string name, string content, string? lockToken, CancellationToken cancellationToken);

    /// <summary>Adds a line to a file. Where an earlier one is torn, the new one begins on a line of its own.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked. It may have been added.</exception>
    Task AppendAsync(string name, string line, CancellationToken cancellationToken);
}
