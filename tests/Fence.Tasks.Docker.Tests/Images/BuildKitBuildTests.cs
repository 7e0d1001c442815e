using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker.Tests.Containers;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Runs;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Images;

/// <summary>The same context, built by an engine's own builder and by its BuildKit: the images are the same.</summary>
[Trait("Category", "docker")]
public sealed class BuildKitBuildTests(TestImages images) : IClassFixture<TestImages>, IAsyncLifetime
{
    private const string Base = "fence/micro-base:bookworm";

    private readonly string folder = Directory.CreateTempSubdirectory("fence-buildkit-").FullName;
    private readonly DockerEndpoint endpoint = DockerEndpoint.Parse(DockerEndpoint.Default)!;
    private readonly string image = $"fence-buildkit-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly RecordedEvents events = new();
    private readonly DockerHost host = (DockerHost)images.Engine;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Put(".dockerignore", "*\n!hooks\n!images\n**/*.log\n");
        Put("hooks/pre-running", "#!/bin/bash\n");
        File.SetUnixFileMode(Path.Combine(folder, "hooks/pre-running"), (UnixFileMode)0b111_101_101);
        Put("hooks/ä b", "not ASCII");
        Put("hooks/left.log", "out");
        Put("elsewhere/secret", "out");
        File.CreateSymbolicLink(Path.Combine(folder, "hooks/link"), "pre-running");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        foreach (var tag in new[] { "engine", "buildkit" })
        {
            if (await host.FindImageAsync($"{image}:{tag}", CancellationToken.None) is not null)
                await host.UntagAsync($"{image}:{tag}", CancellationToken.None);
        }
    }

    [Fact]
    public async Task Both_make_the_same_files_of_a_context_with_the_same_labels_and_settings()
    {
        Put("images/Dockerfile", $"ARG NAME=x\nFROM {Base} AS tools\nRUN echo made > /made\nFROM scratch\nARG WORD\nENV WORD=$WORD\nCOPY . /context/\nCOPY --from=tools /made /context/made\n");

        var byEngine = await BuildAsync(host, "engine");
        var byBuildKit = await BuildAsync(await BuildKitAsync(), "buildkit");

        Assert.Equal(await FilesAsync(byEngine), await FilesAsync(byBuildKit));
        Assert.Contains("755 context/hooks/pre-running", string.Join('\n', await FilesAsync(byBuildKit)), StringComparison.Ordinal);
        var built = (await host.FindImageAsync($"{image}:buildkit", Cancel))!;
        Assert.Equal(byBuildKit, built.Id);
        Assert.Equal("a b", built.Labels["label"]);
        Assert.Contains("step 3/8: RUN echo made > /made", events.Lines);
        Assert.Contains("step 7/8: COPY . /context/", events.Lines);
    }

    [Fact]
    public async Task A_step_that_fails_is_told_with_its_line_and_what_it_printed()
    {
        Put("images/Dockerfile", $"FROM {Base}\nLABEL a=b\nRUN echo to see; exit 7\n");

        var failed = Assert.Single((await Assert.ThrowsAsync<FenceException>(async () => await BuildAsync(await BuildKitAsync(), "buildkit"))).Diagnostics);

        Assert.Equal("images/Dockerfile:3:1: error FI001: the image does not build: step 3 of 3 ends with exit code 7: RUN echo to see; exit 7", failed.ToString());
        Assert.Equal(["to see"], failed.Output!);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_any_more_ends_the_build_and_leaves_no_image_of_half_a_context()
    {
        Put("images/Dockerfile", "FROM scratch\nCOPY . /context/\n");
        var context = BuildContextReader.Read(folder, "images/Dockerfile");
        File.Delete(Path.Combine(folder, "images/Dockerfile"));
        Put("images/Dockerfile", "FROM scratch\nCOPY . /context/\n\n");

        var failed = await Assert.ThrowsAsync<FenceException>(async () => await BuildAsync(await BuildKitAsync(), "buildkit", context));

        Assert.Equal("images/Dockerfile in the build context was changed while the context was read", failed.Message);
        Assert.Null(await host.FindImageAsync($"{image}:buildkit", Cancel));
    }

    [Fact]
    public async Task An_interruption_ends_the_command_and_the_step()
    {
        Put("images/Dockerfile", $"FROM {Base}\nRUN echo begun {image}; sleep 3600\n");
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var interrupting = new Interrupting(interruption);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await BuildAsync(
            await BuildKitAsync(), "buildkit", events: interrupting, cancellationToken: interruption.Token));

        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(CommandLine), line => line.Contains($"{image}:buildkit", StringComparison.Ordinal));
    }

    private async Task<BuildKitBuild> BuildKitAsync()
    {
        var (build, why) = await BuildKitBuild.FindAsync(host, endpoint, Environment.GetEnvironmentVariable, TimeProvider.System, Cancel);
        return build ?? throw new InvalidOperationException(why);
    }

    private Task<string> BuildAsync(
        IImageBuild by, string tag, BuildContext? context = null, IRunEvents? events = null, CancellationToken? cancellationToken = null)
    {
        context ??= BuildContextReader.Read(folder, "images/Dockerfile");
        return by.BuildAsync(
            new ImageBuildRequest
            {
                Dockerfile = "images/Dockerfile",
                Parsed = Dockerfile.Parse(File.ReadAllText(Path.Combine(folder, "images/Dockerfile")), "images/Dockerfile"),
                WriteContext = (by.AppliesIgnoreFile ? context : context.WithoutIgnoredIgnoreFile()).WriteTarAsync,
                Reference = $"{image}:{tag}",
                Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["WORD"] = "two words" },
                Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["label"] = "a b" },
                NoCache = true,
            },
            events ?? this.events,
            cancellationToken ?? Cancel);
    }

    private Task<List<string>> FilesAsync(string reference) => host.ReadFilesAsync(reference, async (tar, token) =>
    {
        var reader = new ImageTar(tar);
        var files = new List<string>();
        while (await reader.NextAsync(token) is { } entry)
        {
            if (entry.Path.StartsWith("context", StringComparison.Ordinal))
                files.Add($"{Convert.ToString(entry.Mode & 0b111_111_111, 8)} {entry.Path} {entry.Type} {(entry.IsFile ? await reader.HashAsync(token) : entry.Link)}");
        }

        return files.Order(StringComparer.Ordinal).ToList();
    }, Cancel);

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // It is no process, or has ended meanwhile.
        }
    }

    private void Put(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Interrupts as soon as the step says something.</summary>
    private sealed class Interrupting(CancellationTokenSource interruption) : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
            if (happened is ToolPrinted)
                interruption.Cancel();
        }
    }
}
