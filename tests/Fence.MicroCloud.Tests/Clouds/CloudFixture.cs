using System.Text;
using CliWrap;
using Fence.MicroCloud.Engines;
using Fence.Tasks.Definition;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>A cloud of its own for all tests that need one; they run one after the other, and leave it as they found it.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fence-test-").FullName;

    public MicroCloudOptions Options { get; }

    public RecordedEvents Events { get; } = new();

    public ClusterDefinition Cluster { get; private set; } = null!;

    internal Engine Engine { get; private set; } = null!;

    public CloudFixture() => Options = Own($"fence-test-{Guid.NewGuid().ToString("N")[..8]}", deas: 2);

    /// <summary>The options of a cloud whose state is deleted with this fixture.</summary>
    public MicroCloudOptions Own(string name, int deas) => new()
    {
        Name = name,
        Deas = deas,
        ImagesDirectory = ImagesDirectory(),
        StateDirectory = Path.Combine(_folder, name),
    };

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        Engine = await Engine.ConnectAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await LocalCloud.StopAsync(Options, Events, CancellationToken.None);
        Engine?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task StartAsync() => Cluster = await LocalCloud.StartAsync(Options, Events, TestContext.Current.CancellationToken);

    /// <summary>Runs a command on a node with plain ssh, as an admin does.</summary>
    public async Task<Answer> SshAsync(string node, string command, string input = "")
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var result = await Cli.Wrap("ssh")
            .WithArguments(["-F", Cluster.SshConfig!, $"{Options.Name}-{node}", command])
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(limit.Token);
        return new Answer(result.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Runs a command on a node as root, around ssh.</summary>
    public async Task<Answer> RootAsync(string node, params string[] command)
    {
        var (exitCode, output, errors) = await Engine.ExecAsync(
            $"{Options.Name}-{node}", command, TestContext.Current.CancellationToken);
        return new Answer((int)exitCode, output, errors);
    }

    private static string ImagesDirectory()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fence.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "images", "micro-cloud");
    }
}

/// <summary>What a command on a node said.</summary>
public sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>Keeps the events.</summary>
public sealed class RecordedEvents : IRunEvents
{
    private readonly Lock _lock = new();
    private readonly List<RunEvent> _all = [];

    public IReadOnlyList<RunEvent> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    public void Tell(RunEvent happened)
    {
        lock (_lock)
            _all.Add(happened);
    }
}

[CollectionDefinition(Name)]
public sealed class CloudTests : ICollectionFixture<CloudFixture>
{
    public const string Name = "cloud";
}
