using Fence.Tasks.Registries;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>Tests that each have a registry of their own, empty at first, and a client of it.</summary>
public abstract class OnTestRegistry : IAsyncLifetime
{
    private protected TestRegistry Registry { get; private set; } = null!;

    private protected RegistryClient Client { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Registry = await TestRegistry.StartAsync();
        Client = Registry.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Registry.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
