using Fence.Tasks.Docker;

namespace Fence.Simulation.Tests;

/// <summary>The containers of a simulated node, which are listed; what runs in them is <see cref="SimCanary"/>'s.</summary>
internal sealed class SimContainers(Func<CancellationToken, Task<IReadOnlyList<EngineContainer>>> list) : IDockerContainers
{
    public Task<IReadOnlyList<EngineContainer>> ListAsync(string? label, CancellationToken cancellationToken) => list(cancellationToken);

    public Task<string> CreateAsync(ContainerSpecification wanted, CancellationToken cancellationToken) => throw Nothing();

    public Task StartAsync(string container, CancellationToken cancellationToken) => throw Nothing();

    public Task RestartAsync(string container, CancellationToken cancellationToken) => throw Nothing();

    public Task<ContainerCommandEnd> ExecuteAsync(
        string container, ContainerCommand command, Action<ContainerLine> tell, CancellationToken cancellationToken) => throw Nothing();

    public Task WriteAsync(
        string container, string folder, Func<Stream, CancellationToken, Task> writeTar, CancellationToken cancellationToken) => throw Nothing();

    public Task<T?> ReadAsync<T>(
        string container, string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class => throw Nothing();

    public Task RemoveAsync(string container, CancellationToken cancellationToken) => throw Nothing();

    public Task<ImageDefaults?> FindDefaultsAsync(string image, CancellationToken cancellationToken) => throw Nothing();

    private static InvalidOperationException Nothing() => new("nothing runs here");
}
