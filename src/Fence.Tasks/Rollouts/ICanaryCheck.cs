using Fence.Tasks.Clusters;

namespace Fence.Tasks.Rollouts;

/// <summary>The port to a trial: a container on a DEA, made as fence would make one.</summary>
public interface ICanaryCheck
{
    /// <summary>Starts a container from an image, and takes it away again.</summary>
    /// <param name="dea">The DEA.</param>
    /// <param name="reference">The image, by the name that the configuration uses.</param>
    /// <param name="cancellationToken">Ends it; the container is taken away all the same.</param>
    /// <exception cref="Diagnostics.FenceException">It does not start, or does not do what it should; or the DEA does not answer.</exception>
    Task TryAsync(DeaNode dea, string reference, CancellationToken cancellationToken);
}
