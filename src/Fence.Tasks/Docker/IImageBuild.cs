using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

/// <summary>A builder: what makes an image of a context on an engine.</summary>
public interface IImageBuild
{
    /// <summary>Whether it applies the <c>.dockerignore</c> in the context that it is sent, and so has to see it.</summary>
    bool AppliesIgnoreFile { get; }

    /// <summary>Builds an image; what the builder prints is told line by line.</summary>
    /// <returns>The image ID.</returns>
    /// <exception cref="Diagnostics.FenceException">The Dockerfile does not build, or the builder cannot be reached.</exception>
    Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken);
}
