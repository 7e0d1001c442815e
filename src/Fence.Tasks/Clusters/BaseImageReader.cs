using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;

namespace Fence.Tasks.Clusters;

/// <summary>
/// Finds out what the builder and the cluster know of the image that a Dockerfile starts from. Neither has to be there: what
/// nobody can say soon is not known, and the Dockerfile is judged without.
/// </summary>
/// <param name="openBuilder">Opens the builder.</param>
/// <param name="askConfiguration">Asks the cluster which images its configuration names, without starting it.</param>
/// <param name="clock">Measures <see cref="Patience"/>.</param>
public sealed class BaseImageReader(
    Func<IDockerHost> openBuilder, Func<CancellationToken, Task<ConfigValue>> askConfiguration, TimeProvider clock)
{
    /// <summary>How long each of the two may take: judging a Dockerfile is a matter of a moment.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks both at once. The cluster is asked only where its answer matters: the Dockerfile starts from another image than <c>fence.yml</c>'s.</summary>
    /// <param name="start">What the Dockerfile starts from; null where it does not say.</param>
    /// <param name="repository">The repository that the pipeline builds: its own images stand in the configuration, too, and are no base.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BaseImage> ReadAsync(StartingPoint? start, string repository, CancellationToken cancellationToken)
    {
        if (start is null)
            return new BaseImage();

        var asking = start.IsAsDefined ? Task.FromResult<ConfigValue?>(null) : SoonAsync<ConfigValue>(async soon => await askConfiguration(soon), cancellationToken);
        var image = await SoonAsync(async soon =>
        {
            await using var builder = openBuilder();
            return await builder.FindImageAsync(start.Reference, soon);
        }, cancellationToken);
        return new BaseImage { InConfiguration = (await asking)?.Entries.FirstOrDefault(entry => ImageReference.Parse(entry)?.Repository != repository), User = image?.User, Layers = image?.Layers };
    }

    private async Task<T?> SoonAsync<T>(Func<CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (FenceException)
        {
            return null; // It is not there, or answers wrongly: a stage that needs it says so.
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
