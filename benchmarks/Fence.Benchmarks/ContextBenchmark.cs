using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Benchmarks;

/// <summary>A context of 2 GB: what memory it takes to stream it, and how a build through the library compares with <c>docker build</c> of the same folder.</summary>
internal static class ContextBenchmark
{
    private const long Size = 2_000_000_000;
    private const int Files = 20;
    private const int Pairs = 5;
    private const double MostMegabytes = 64;
    private const double MostRatio = 1.1;
    private const string Image = "fence-benchmark";

    /// <summary>Measures both, prints both; 0 when the goals are met, 1 when not.</summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fence-benchmark-").FullName;
        await using var host = new DockerHost("the builder", new DockerEndpoint.Unix("/var/run/docker.sock"), shell: null, TimeProvider.System);
        try
        {
            await FillAsync(folder);
            Say($"a context of {Size / 1_000_000} MB in {Files} files");
            var (idle, peak) = await StreamAsync(folder);
            var above = (peak - idle) / 1e6;
            Say(string.Create(CultureInfo.InvariantCulture, $"streamed: {idle / 1e6:0} MB idle, {peak / 1e6:0} MB at most, {above:0} MB above"));
            Say($"goal: at most {MostMegabytes:0} MB above idle           {(above <= MostMegabytes ? "met" : "MISSED")}");
            if (!await HasDockerAsync())
            {
                Say("there is no docker command with an engine: nothing to compare with");
                return above <= MostMegabytes ? 0 : 1;
            }

            var ratio = await CompareAsync(host, folder);
            Say($"goal: at most {MostRatio:0.0} times docker build         {(ratio <= MostRatio ? "met" : "MISSED")}, by the median of {Pairs} pairs");
            return above <= MostMegabytes && ratio <= MostRatio ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            File.Delete($"{folder}.hashes");
            await DockerAsync("rmi", "--force", $"{Image}:ours", $"{Image}:theirs");
        }
    }

    // Bytes that do not repeat, so that nothing on the way can make them fewer.
    private static async Task FillAsync(string folder)
    {
        var random = new Random(1);
        var block = new byte[1_000_000];
        for (var number = 0; number < Files; number++)
        {
            await using var file = File.Create(Path.Combine(folder, $"file-{number}"));
            for (var written = 0L; written < Size / Files; written += block.Length)
            {
                random.NextBytes(block);
                await file.WriteAsync(block);
            }
        }

        // The files are sent and not copied into the image: what is compared is the sending.
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
    }

    /// <summary>Packs the context as for an engine, and looks at the memory of this program while it does.</summary>
    private static async Task<(long Idle, long Peak)> StreamAsync(string folder)
    {
        var context = BuildContextReader.Read(folder, "Dockerfile");
        var idle = Resident();
        await using var sink = new Watching();
        await context.WriteTarAsync(sink, CancellationToken.None);
        return (idle, sink.Peak);
    }

    private static async Task<double> CompareAsync(DockerHost host, string folder)
    {
        var (first, again) = (new List<double>(), new List<double>());
        var known = new FileHashes($"{folder}.hashes", TimeProvider.System);
        await TimeAsync(() => OursAsync(host, folder, known));
        for (var pair = 0; pair < Pairs; pair++)
        {
            // In turn, so that a machine that slows down slows all.
            var ours = await TimeAsync(() => OursAsync(host, folder, hashes: null));
            var theirs = await TimeAsync(() => DockerAsync("build", "--no-cache", "--quiet", "--tag", $"{Image}:theirs", folder));
            var remembered = await TimeAsync(() => OursAsync(host, folder, known));
            first.Add(ours / theirs);
            again.Add(remembered / theirs);
            Say(string.Create(CultureInfo.InvariantCulture, $"library {ours,6:0.00} s, again {remembered,6:0.00} s   docker build {theirs,6:0.00} s   ratio {ours / theirs:0.00}, again {remembered / theirs:0.00}"));
        }

        Say(string.Create(CultureInfo.InvariantCulture, $"median ratio {Median(first):0.00}, and {Median(again):0.00} where the files were hashed in an earlier run"));
        return Median(first);
    }

    private static double Median(List<double> ratios) => ratios.Order().ElementAt(Pairs / 2);

    // The digest is computed, as BuildImage does before each build.
    private static async Task OursAsync(DockerHost host, string folder, FileHashes? hashes)
    {
        var context = BuildContextReader.Read(folder, "Dockerfile");
        var request = new ImageBuildRequest
        {
            Dockerfile = "Dockerfile",
            WriteContext = context.WriteTarAsync,
            Reference = $"{Image}:ours",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["context"] = await context.ComputeDigestAsync(hashes, CancellationToken.None) },
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
            NoCache = true,
        };
        await host.BuildAsync(request, new Silence(), CancellationToken.None);
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<bool> HasDockerAsync()
    {
        try
        {
            return (await Cli.Wrap("docker").WithArguments("version").WithValidation(CommandResultValidation.None).ExecuteBufferedAsync()).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task DockerAsync(params string[] arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        // The builder that the library speaks to: the same work on both sides.
        .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "0"))
        .WithValidation(arguments[0] is "rmi" ? CommandResultValidation.None : CommandResultValidation.ZeroExitCode)
        .ExecuteBufferedAsync();

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private sealed class Silence : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
        }
    }

    /// <summary>Takes what is written, and looks at this program's memory every 16 MB.</summary>
    private sealed class Watching : Stream
    {
        private const long Step = 16_000_000;
        private long next;
        private long written;

        public long Peak { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => written;

        public override long Position
        {
            get => written;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            written += buffer.Length;
            if (written < next)
                return;
            next = written + Step;
            Peak = Math.Max(Peak, Resident());
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
