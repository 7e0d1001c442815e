using Fence.Tasks.Docker;

namespace Fence.Tasks.Containers;

/// <summary>A container of an image, as fence makes one: unprivileged unless told otherwise, with limits, without published ports. Closing it destroys it.</summary>
internal sealed class ApplicationContainer : IAsyncDisposable
{
    // The first process only keeps the container; what fence runs in it comes and goes.
    private static readonly string[] Keeper = ["tail", "-f", "/dev/null"];

    private readonly IDockerContainers containers;
    private readonly TimeProvider clock;

    private ApplicationContainer(IDockerContainers containers, string id, TimeProvider clock)
    {
        this.containers = containers;
        this.clock = clock;
        Id = id;
    }

    /// <summary>Its ID.</summary>
    public string Id { get; }

    /// <summary>What a container is to be.</summary>
    /// <param name="image">The image.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="isPrivileged">Whether the cluster makes its containers privileged.</param>
    /// <param name="lease">Whose it is.</param>
    public static ContainerSpecification Specify(string image, ContainerLimits limits, bool isPrivileged, ContainerLease lease) => new()
    {
        Image = image,
        Command = Keeper,
        Labels = lease.Labels,
        Limits = limits,
        IsPrivileged = isPrivileged,
    };

    /// <summary>Makes one and starts it.</summary>
    public static async Task<ApplicationContainer> StartAsync(
        IDockerContainers containers, ContainerSpecification wanted, TimeProvider clock, CancellationToken cancellationToken)
    {
        // An interruption between the engine's doing and its answer would leave a container that nobody knows.
        var container = new ApplicationContainer(containers, await containers.CreateAsync(wanted, CancellationToken.None), clock);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await containers.StartAsync(container.Id, cancellationToken);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes what runs that were killed have left on an engine.</summary>
    /// <returns>How many containers that were.</returns>
    public static async Task<int> SweepAsync(IDockerContainers containers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var left = (await containers.ListAsync(ContainerLease.Label, cancellationToken))
            .Where(container => ContainerLease.Parse(container.Labels[ContainerLease.Label])
                ?.IsOver(clock.GetUtcNow(), Environment.MachineName, ContainerLease.FindStart) == true)
            .ToList();
        foreach (var container in left)
            await containers.RemoveAsync(container.Id, cancellationToken);
        return left.Count;
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code; null where it did not end in time, and then it still runs.</returns>
    public async Task<int?> ExecuteAsync(
        IReadOnlyList<string> words, string? user, TimeSpan limit, Action<ContainerLine> tell, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await containers.ExecuteAsync(Id, new ContainerCommand(words, user), tell, either.Token)).ExitCode;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Looks at a file, folder or link.</summary>
    /// <returns>It; null where there is none.</returns>
    public Task<ContainerFile?> FindAsync(string path, CancellationToken cancellationToken) =>
        ContainerFile.ReadAsync(containers, Id, path, cancellationToken);

    /// <summary>The users and groups of the image.</summary>
    public async Task<ImageAccounts> ReadAccountsAsync(CancellationToken cancellationToken) => ImageAccounts.Parse(
        (await FindAsync("/etc/passwd", cancellationToken))?.Content,
        (await FindAsync("/etc/group", cancellationToken))?.Content);

    /// <summary>Unpacks a tar.</summary>
    public Task WriteAsync(string folder, Func<Stream, CancellationToken, Task> writeTar, CancellationToken cancellationToken) =>
        containers.WriteAsync(Id, folder, writeTar, cancellationToken);

    /// <summary>Hands a folder on to another container, with owners and modes, and without its coming to rest on this machine.</summary>
    public Task HandOnAsync(string folder, ApplicationContainer other, CancellationToken cancellationToken) => containers.ReadAsync(
        Id,
        folder,
        async (tar, token) =>
        {
            await other.WriteAsync(Path.GetDirectoryName(folder)!, (target, writing) => tar.CopyToAsync(target, writing), token);
            return this;
        },
        cancellationToken);

    /// <summary>Ends all that runs in it.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => containers.RestartAsync(Id, cancellationToken);

    /// <summary>Destroys it, also when the run is being interrupted.</summary>
    public async ValueTask DisposeAsync() => await containers.RemoveAsync(Id, CancellationToken.None);
}
