using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(Fence.Tasks.Tests.Releases.GitHubDescription))]

namespace Fence.Tasks.Tests.Releases;

/// <summary>
/// GitHub's published description of its API, served by Prism, which refuses what the description does not allow. npm fetches both, and keeps
/// them for the next time. It is started when a test first asks for it.
/// </summary>
public sealed class GitHubDescription : IAsyncDisposable
{
    private const string Serve =
        """exec prism mock --host 127.0.0.1 --port PORT --errors "$(dirname "$(command -v prism)")/../@octokit/openapi/generated/api.github.com.json" """;

    // npm may have to fetch some megabytes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lazy<Task<Uri>> address;
    private Process? prism;

    public GitHubDescription() => address = new Lazy<Task<Uri>>(StartAsync);

    /// <summary>Where it is served.</summary>
    public Task<Uri> AddressAsync() => address.Value;

    public ValueTask DisposeAsync()
    {
        prism?.Kill(entireProcessTree: true);
        prism?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Uri> StartAsync()
    {
        var port = FreePort();
        prism = Process.Start(new ProcessStartInfo("npm",
        [
            "exec", "--yes", "--package=@stoplight/prism-cli@5.16.0", "--package=@octokit/openapi@23.0.2", "-c", Serve.Replace("PORT", $"{port}", StringComparison.Ordinal),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        prism.ErrorDataReceived += (_, _) => { }; // What nobody reads would fill its pipe, and stop it.
        prism.OutputDataReceived += (_, printed) =>
        {
            if (printed.Data is null)
                listening.TrySetException(new InvalidOperationException("Prism ended without serving GitHub's description"));
            else if (printed.Data.Contains("Prism is listening", StringComparison.Ordinal))
                listening.TrySetResult();
        };
        prism.BeginErrorReadLine();
        prism.BeginOutputReadLine();
        await listening.Task.WaitAsync(Patience);
        return new Uri($"http://127.0.0.1:{port}/");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
