using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>Containers that are listed and removed; what runs in them is tested against real engines.</summary>
internal sealed class InMemoryContainers : IDockerContainers
{
    public List<EngineContainer> All { get; } = [];

    public static EngineContainer Container(string id, string imageId, string image, bool isRunning) =>
        new(id, id, image, imageId, isRunning, new Dictionary<string, string>(StringComparer.Ordinal));

    public void Has(string id, string imageId, string image, bool isRunning) => All.Add(Container(id, imageId, image, isRunning));

    public Task<IReadOnlyList<EngineContainer>> ListAsync(string? label, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EngineContainer>>([.. All.Where(container => label is null || container.Labels.ContainsKey(label))]);

    public Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        All.RemoveAll(each => each.Id == container);
        return Task.CompletedTask;
    }

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

    public Task<ImageDefaults?> FindDefaultsAsync(string image, CancellationToken cancellationToken) => throw Nothing();

    private static InvalidOperationException Nothing() => new("nothing runs here");
}
