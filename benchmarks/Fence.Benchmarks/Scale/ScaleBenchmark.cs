using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Fence.Tasks.Images;
using Fence.Tasks.Reports;

namespace Fence.Benchmarks.Scale;

/// <summary>RolloutDeas as users run it, on a thousand and on ten thousand simulated DEAs: its time against the least possible, its memory, its connections.</summary>
internal static class ScaleBenchmark
{
    private const double MostRatio = 1.2;
    private const double MostMegabytes = 300;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures, prints; 0 when the goals are met, 1 when not.</summary>
    /// <param name="root">The folder of <c>build.sh</c>.</param>
    public static async Task<int> RunAsync(string root)
    {
        var isMet = true;
        foreach (var (deas, parallelism) in new[] { (1_000, 50), (10_000, 200) })
            isMet &= await MeasureAsync(root, deas, parallelism);
        return isMet ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string root, int deas, int parallelism)
    {
        using var server = StartServer();
        var folder = Directory.CreateTempSubdirectory("fence-benchmark-").FullName;
        try
        {
            var port = await server.StandardOutput.ReadLineAsync();
            await DefineAsync(folder, deas, parallelism, port!);
            var (seconds, memory) = await RollOutAsync(root, folder);
            using var http = new HttpClient();
            var told = (await http.GetFromJsonAsync<DeasTold>(new Uri($"http://{SimulatedDeas.Registry}:{port}/")))!;
            return Judge(deas, parallelism, seconds, memory, told);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Judge(int deas, int parallelism, double seconds, double memory, DeasTold told)
    {
        var bound = told.WorkSeconds / parallelism;
        Say(string.Create(CultureInfo.InvariantCulture, $"{deas} DEAs, {parallelism} at a time: {told.Requests} requests, {told.WorkSeconds:0} s of work in all"));
        Say(string.Create(CultureInfo.InvariantCulture, $"time         {seconds,6:0.0} s, {seconds / bound:0.00} times the bound of {bound:0.0} s"));
        Say(string.Create(CultureInfo.InvariantCulture, $"memory       {memory,6:0} MB at most, with the runtime"));
        Say(string.Create(CultureInfo.InvariantCulture, $"connections  {told.MostConnections,6} at most at a time, {told.OpenConnections} left open"));
        var isDone = told.Done == deas && told.Deas == deas;
        if (!isDone)
            Say($"MISSED: {told.Done} of {told.Deas} DEAs have the image");
        var isTimely = Goal($"at most {MostRatio:0.0} times the bound", seconds <= bound * MostRatio);
        var isSmall = Goal($"at most {MostMegabytes:0} MB", memory <= MostMegabytes);
        var isBounded = Goal($"at most {parallelism} connections", told.MostConnections <= parallelism);
        return isDone && isTimely && isSmall && isBounded;
    }

    private static bool Goal(string what, bool isMet)
    {
        Say($"goal: {what,-38} {(isMet ? "met" : "MISSED")}");
        return isMet;
    }

    private static Process StartServer() => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(ScaleBenchmark).Assembly.Location, "simulated-deas"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;

    // The Core node is this machine, whose home is a folder of this benchmark's own. No canary: what has no disk starts no container.
    private static async Task DefineAsync(string folder, int deas, int parallelism, string port)
    {
        var registry = $"{SimulatedDeas.Registry}:{port}";
        var definition = new StringBuilder($$"""
            image:
              repository: {{Scales.Repository}}
              base: helion/stack-alsek:kato-patched
            default_cluster: scale
            clusters:
              scale:
                core: unix:///var/run/docker.sock
                registry:
                  address: {{registry}}
                  insecure: true
                rollout:
                  canary: 0
                  parallelism: {{parallelism}}
                  connections: {{parallelism}}
                deas:

            """);
        for (var number = 0; number < deas; number++)
            definition.Append(CultureInfo.InvariantCulture, $"      - name: dea-{number}\n        endpoint: tcp://{SimulatedDeas.AddressOf(number)}:{port}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "fence.yml"), definition.ToString());
        Directory.CreateDirectory(Path.Combine(folder, ".nuke"));
        new RunRecordFile(Path.Combine(folder, "artifacts", "run.json")).Write(new RunRecord
        {
            Cluster = "scale",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Published = new PublishedImage
            {
                Registry = registry,
                Repository = Scales.Repository,
                Tag = Scales.Tag,
                Digest = Scales.ManifestDigest,
                ImageId = Scales.ImageId,
            },
        });
    }

    private static async Task<(double Seconds, double Megabytes)> RollOutAsync(string root, string folder)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(root, "build.sh"), "--root", folder, "RolloutDeas", "--skip"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = folder;
        var started = Stopwatch.GetTimestamp();
        using var run = Process.Start(start)!;
        var printed = run.StandardOutput.ReadToEndAsync();
        var complained = run.StandardError.ReadToEndAsync();
        var ended = run.WaitForExitAsync();
        var peak = 0L;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(run.Id));
            await Task.WhenAny(ended, Task.Delay(LookEvery, TimeProvider.System, CancellationToken.None));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return run.ExitCode == 0
            ? (seconds, peak / 1000.0)
            : throw new InvalidOperationException($"RolloutDeas ended with {run.ExitCode}:\n{Last(await printed)}\n{Last(await complained)}");
    }

    // build.sh becomes the build by exec, so the process is the same; the kernel keeps the most that it ever had.
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }

    private static string Last(string text) => text.Length > 3000 ? text[^3000..] : text;

    private static void Say(string line) => Console.WriteLine(line);
}
