using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Fence.Tasks.Definition;
using Fence.Tasks.Dockerfiles;

namespace Fence.Benchmarks;

/// <summary>A thousand Dockerfiles, those of the corpus again and again, read and judged by every rule: to take a second at most.</summary>
[Config(typeof(Here))]
[MemoryDiagnoser]
public class DockerfileValidationBenchmark
{
    private const int Count = 1_000;

    private static readonly ImageDefinition Image = new()
    {
        Repository = "exampleco/stack-alsek",
        Base = "helion/stack-alsek:kato-patched",
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        HookFolder = "/etc/helion/hooks",
    };

    private string[] texts = [];
    private string folder = "";

    [GlobalSetup]
    public void ReadCorpus()
    {
        folder = FindCorpus();
        var corpus = Directory.EnumerateFiles(folder, "*.Dockerfile").Order(StringComparer.Ordinal)
            .Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path)))
            .ToList();
        texts = [.. Enumerable.Range(0, Count).Select(i => corpus[i % corpus.Count])];
    }

    [Benchmark(Description = "1,000 Dockerfiles, parsed")]
    public int Parse() => texts.Sum(text => Dockerfile.Parse(text, "Dockerfile").Instructions.Length);

    [Benchmark(Description = "1,000 Dockerfiles, parsed and judged")]
    public int Validate() => texts.Sum(
        text => DockerfileValidator.Validate(Dockerfile.Parse(text, "Dockerfile"), Image, context: null).Diagnostics.Length);

    [Benchmark(Description = "1,000 Dockerfiles, each with its context on disk")]
    public int ValidateWithContext() => texts.Sum(
        text => DockerfileValidator.Validate(
            Dockerfile.Parse(text, "Dockerfile"), Image, new ContextFolder(Path.Combine(folder, "context"))).Diagnostics.Length);

    private static string FindCorpus()
    {
        for (var above = AppContext.BaseDirectory; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Directory.Exists(Path.Combine(above, "tests/corpus/dockerfiles")))
                return Path.Combine(above, "tests/corpus/dockerfiles");
        }
        throw new InvalidOperationException($"No tests/corpus/dockerfiles above {AppContext.BaseDirectory}");
    }

    /// <summary>In this process: nothing to generate, build and start for numbers of this size.</summary>
    private sealed class Here : ManualConfig
    {
        public Here() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
