using Docker.DotNet.Handler.Abstractions;

namespace Fence.Tasks.Docker;

/// <summary>
/// The connections of several clients to one engine: what was dialled to learn the engine's version serves for all that is asked then.
/// A client takes its connections from what an authentication hands back, and this one hands back those of the first client.
/// </summary>
/// <param name="dial">Makes a connection.</param>
internal sealed class SharedConnections(Func<CancellationToken, ValueTask<Stream>> dial) : IAuthProvider, IDisposable
{
    private HttpMessageHandler? first;

    public Func<CancellationToken, ValueTask<Stream>> Dial => dial;

    public bool TlsEnabled => false;

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        if (first is null)
            return first = handler;
        handler.Dispose();
        return first;
    }

    public void Dispose() => first?.Dispose();
}
