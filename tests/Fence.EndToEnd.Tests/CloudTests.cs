namespace Fence.EndToEnd.Tests;

/// <summary>Each test begins with the configuration that the cluster came with, whatever the one before has left and whichever that was.</summary>
public abstract class CloudTests(CloudFixture cloud) : IAsyncLifetime
{
    protected CloudFixture Cloud { get; } = cloud;

    public async ValueTask InitializeAsync()
    {
        await Cloud.RestoreConfigAsync();
        await SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await TearDownAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task SetUpAsync() => Task.CompletedTask;

    protected virtual Task TearDownAsync() => Task.CompletedTask;
}
