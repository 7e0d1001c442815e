namespace Fence.Tasks.Docker;

/// <summary>The port to an engine's images as archives, as <c>docker save</c> writes them.</summary>
public interface IImageArchive
{
    /// <summary>Reads an image's archive while the engine writes it.</summary>
    /// <param name="image">An image ID.</param>
    /// <param name="read">Reads the tar; need not read it to its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Diagnostics.FenceException">The engine has no such image, or cannot be reached.</exception>
    Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>The digests of an image's layers, uncompressed, the lowest first.</summary>
    /// <param name="image">An image ID.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="Diagnostics.FenceException">The engine has no such image, or cannot be reached.</exception>
    Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken);
}
