using System.Formats.Tar;
using System.Text;
using Docker.DotNet.Models;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Images;
using Fence.Tasks.Definition;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>A real registry, Debian's <c>docker-registry</c>, in a container of its own, from the image of the micro cloud.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    /// <summary>The user that a registry with a login lets in, and the password.</summary>
    public const string User = "ada";

    public const string Password = "made-up-password";

    // The line that htpasswd -B writes for the two.
    private const string Passwords = "ada:$2b$04$w7YdiJeChLMMkaz6p5HFkuIErFvH1hiuBq8bghzj7Lf4czdbMyq/C\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Engine engine;
    private readonly string container;

    private TestRegistry(Engine engine, string container, string address)
    {
        this.engine = engine;
        this.container = container;
        Address = address;
    }

    public string Address { get; }

    /// <summary>The registry as a definition has it.</summary>
    public RegistryDefinition Definition(bool insecure = true, string? ca = null) => new() { Address = Address, Insecure = insecure, CertificateAuthority = ca };

    public RegistryClient Client() => new(Definition());

    /// <summary>Starts one.</summary>
    /// <param name="files">Files in the folder <c>/made-up</c>, by name; <c>passwords</c> is always there.</param>
    /// <param name="settings">Variables that overwrite its configuration.</param>
    public static async Task<TestRegistry> StartAsync(IReadOnlyDictionary<string, string>? files = null, params string[] settings)
    {
        var cancel = TestContext.Current.CancellationToken;
        await LocalEngine.EnsureAsync(new RecordedEvents(), TimeProvider.System, cancel);
        var connected = await Engine.ConnectAsync(cancel);
        var images = new CloudImages(connected, Path.Combine(RepositoryFiles.Root, "images", "micro-cloud"), new RecordedEvents());
        await images.EnsureAsync(cancel);

        var made = await connected.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = images.RegistryImage,
                Name = $"fence-test-registry-{Guid.NewGuid():N}",
                Env = [.. settings],
                ExposedPorts = new Dictionary<string, EmptyStruct>(StringComparer.Ordinal) { ["5000/tcp"] = default },
                HostConfig = new HostConfig
                {
                    PortBindings = new Dictionary<string, IList<PortBinding>>(StringComparer.Ordinal)
                    {
                        ["5000/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = FreePort() }],
                    },
                },
            },
            cancel);
        await PutAsync(connected, made.ID, files ?? new Dictionary<string, string>(StringComparer.Ordinal), cancel);
        await connected.Client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), cancel);
        var started = await connected.Client.Containers.InspectContainerAsync(made.ID, cancel);
        var registry = new TestRegistry(connected, made.ID, $"127.0.0.1:{started.NetworkSettings!.Ports!["5000/tcp"][0].HostPort}");
        await registry.AwaitAsync(cancel);
        return registry;
    }

    /// <summary>Starts one that asks for a login.</summary>
    public static Task<TestRegistry> StartWithLoginAsync() => StartAsync(
        null, "REGISTRY_AUTH=htpasswd", "REGISTRY_AUTH_HTPASSWD_REALM=made-up", "REGISTRY_AUTH_HTPASSWD_PATH=/made-up/passwords");

    /// <summary>Starts one that speaks TLS with the certificate, and asks for a login.</summary>
    public static Task<TestRegistry> StartWithTlsAsync((string Certificate, string Key) identity) => StartAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["tls.crt"] = identity.Certificate, ["tls.key"] = identity.Key },
        "REGISTRY_AUTH=htpasswd",
        "REGISTRY_AUTH_HTPASSWD_REALM=made-up",
        "REGISTRY_AUTH_HTPASSWD_PATH=/made-up/passwords",
        "REGISTRY_HTTP_TLS_CERTIFICATE=/made-up/tls.crt",
        "REGISTRY_HTTP_TLS_KEY=/made-up/tls.key");

    /// <summary>Runs a command in the container, as root.</summary>
    public async Task<string> ExecAsync(params string[] command)
    {
        var (exitCode, output, errors) = await engine.ExecAsync(container, command, TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, $"{string.Join(' ', command)}: {errors}");
        return output;
    }

    /// <summary>Ends the registry's process, and starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        await engine.Client.Containers.RestartContainerAsync(
            container, new ContainerRestartParameters { WaitBeforeKillSeconds = 0 }, TestContext.Current.CancellationToken);
        await AwaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.Client.Containers.RemoveContainerAsync(
            container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        engine.Dispose();
    }

    private static async Task PutAsync(Engine engine, string container, IReadOnlyDictionary<string, string> files, CancellationToken cancel)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (name, content) in files.Append(KeyValuePair.Create("passwords", Passwords)))
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, $"made-up/{name}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) }, cancel);
        }

        archive.Position = 0;
        await engine.Client.Containers.ExtractArchiveToContainerAsync(container, new CopyToContainerParameters { Path = "/" }, archive, cancel);
    }

    private static string FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // The engine's proxy takes connections before the registry does, so it is asked in the registry's own words.
    private async Task AwaitAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=registry" } };
        using var http = new HttpClient(handler);
        while (!limit.IsCancellationRequested)
        {
            foreach (var scheme in (string[])["http", "https"])
            {
                try
                {
                    using var response = await http.GetAsync(new Uri($"{scheme}://{Address}/v2/"), limit.Token);
                    if (response.StatusCode != System.Net.HttpStatusCode.BadRequest)
                        return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
                }
            }
        }
    }
}
