using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Registries;
using Fence.Tasks.Registries.Pushing;
using Fence.Tasks.Runs;

namespace Fence.Benchmarks;

/// <summary>The factory image with a layer of 110 MB above it, pushed by <c>docker push</c> and by Fence, each into an empty registry.</summary>
internal static class PushBenchmark
{
    private const string Base = "helion/stack-alsek:kato-patched";
    private const string Repository = "exampleco/benchmark";
    private const string Name = "fence-benchmark-push";
    private const int Rounds = 2;
    private const double MostRatio = 0.6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Measures both in turn, prints both; 0 when the goal is met, 1 when not.</summary>
    public static async Task<int> RunAsync()
    {
        if (await TryAsync("image", "inspect", Base) is null || await TryAsync("images", "--quiet", "fence/micro-registry") is not { Length: > 0 } registries)
        {
            Say("there are no images of a micro cloud to measure a push with: ./build.sh StartMicroCloud");
            return 0;
        }

        var image = await BuildAsync();
        var registry = registries.Split('\n')[0];
        try
        {
            var (docker, fence) = (new List<Pushed>(), new List<Pushed>());
            for (var round = 0; round < Rounds; round++)
            {
                docker.Add(await WithRegistryAsync(registry, address => ByDockerAsync(address)));
                fence.Add(await WithRegistryAsync(registry, address => ByFenceAsync(address, image)));
            }

            return Judge(docker, fence);
        }
        finally
        {
            await DockerAsync("rmi", "--force", image);
        }
    }

    private static int Judge(List<Pushed> docker, List<Pushed> fence)
    {
        var (slow, fast) = (docker.Average(push => push.Seconds), fence.Average(push => push.Seconds));
        Say(string.Create(CultureInfo.InvariantCulture, $"docker push   {Listed(docker)}, {docker[0].Bytes / 1e6:0.0} MB in the registry"));
        Say(string.Create(CultureInfo.InvariantCulture, $"PushRegistry  {Listed(fence)}, {fence[0].Bytes / 1e6:0.0} MB in the registry"));
        Say(string.Create(CultureInfo.InvariantCulture, $"PushRegistry takes {fast / slow:0.00} times as long as docker push"));
        Say(string.Create(CultureInfo.InvariantCulture, $"goal: at most {MostRatio:0.0} times                     {(fast / slow <= MostRatio ? "met" : "MISSED")}"));
        return fast / slow <= MostRatio ? 0 : 1;
    }

    private static string Listed(IEnumerable<Pushed> pushes) =>
        string.Join(", ", pushes.Select(push => string.Create(CultureInfo.InvariantCulture, $"{push.Seconds:0.00} s")));

    private static async Task<Pushed> ByDockerAsync(string address)
    {
        await DockerAsync("tag", Name, $"{address}/{Repository}:1");
        var started = Stopwatch.GetTimestamp();
        await DockerAsync("push", $"{address}/{Repository}:1");
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await DockerAsync("rmi", $"{address}/{Repository}:1");
        return new Pushed(seconds, await SizeAsync(address));
    }

    private static async Task<Pushed> ByFenceAsync(string address, string image)
    {
        var started = Stopwatch.GetTimestamp();
        await using var engine = new DockerHost(
            "the builder", DockerEndpoint.Parse(DockerEndpoint.OrDefault(Environment.GetEnvironmentVariable("DOCKER_HOST")))!, shell: null, TimeProvider.System);
        using var registry = new RegistryClient(new RegistryDefinition { Address = address, Insecure = true });
        await new ImagePush(engine, registry, new LayerCache(file: null), new NoEvents()).PushAsync(image, Repository, "1", [], CancellationToken.None);
        return new Pushed(Stopwatch.GetElapsedTime(started).TotalSeconds, await SizeAsync(address));
    }

    private static async Task<long> SizeAsync(string address)
    {
        using var registry = new RegistryClient(new RegistryDefinition { Address = address, Insecure = true });
        return (await registry.GetManifestAsync(Repository, "1", CancellationToken.None))!.Layers.Sum(layer => layer.Size);
    }

    private static async Task<string> BuildAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fence-benchmark-").FullName;
        try
        {
            await Payload.WriteAsync(Path.Combine(folder, "payload"), mark: "");
            await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), $"FROM {Base}\nCOPY payload /opt/payload\n");
            await DockerAsync("build", "--quiet", "--tag", Name, folder);
            return await DockerAsync("image", "inspect", "--format", "{{.Id}}", Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Pushed> WithRegistryAsync(string image, Func<string, Task<Pushed>> push)
    {
        var container = await DockerAsync("run", "--detach", "--rm", "--publish", "127.0.0.1::5000", image);
        try
        {
            var address = (await DockerAsync("port", container, "5000")).Split('\n')[0];
            using var http = new HttpClient();
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience;)
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri($"http://{address}/v2/"));
                    return await push(address);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
                }
            }

            throw new InvalidOperationException($"the registry at {address} does not answer");
        }
        finally
        {
            await DockerAsync("rm", "--force", "--volumes", container);
        }
    }

    private static async Task<string> DockerAsync(params string[] arguments) =>
        (await Cli.Wrap("docker").WithArguments(arguments).WithEnvironmentVariables(set => set.Set("DOCKER_BUILDKIT", "0")).ExecuteBufferedAsync()).StandardOutput.Trim();

    private static async Task<string?> TryAsync(params string[] arguments)
    {
        var result = await Cli.Wrap("docker").WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return result.ExitCode == 0 ? result.StandardOutput.Trim() : null;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private sealed record Pushed(double Seconds, long Bytes);

    private sealed class NoEvents : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
        }
    }
}
