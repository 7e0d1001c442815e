using System.Diagnostics;
using CsCheck;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Images;

/// <summary>
/// The same folder, built by Docker's own command and by this library, on a real engine: the images hold the same files. The command is
/// what applies <c>.dockerignore</c>, so its is the last word.
/// </summary>
[Trait("Category", "docker")]
public sealed class ContextAgreementTests : IDisposable
{
    private const int IgnoreFiles = 40;
    private const string Dockerfile = "FROM scratch\nCOPY . /context/\n";

    private static readonly string[] Tree =
    [
        "a", "b/a", "b/b/a", "b/b/b", "b/c.txt", "c.txt", "d/e/f/a", "d/e/f/g.txt", "d/e/c", "d/x y", ".hidden", "d/.hidden", "[a]", "b/[", "a*b", "d/ä", "ab", "b/ab",
    ];

    private static readonly Gen<string> AnyPart = Gen.OneOf(
        Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("d"), Gen.Const("e"), Gen.Const("c.txt"), Gen.Const("ab"), Gen.Const("ä"), Gen.Const("x y"), Gen.Const(".hidden")),
        Gen.OneOf(Gen.Const("*"), Gen.Const("**"), Gen.Const("?"), Gen.Const("*.txt"), Gen.Const("a*"), Gen.Const("**a"), Gen.Const("a**"), Gen.Const("[a-c]"), Gen.Const("[^a]"), Gen.Const("\\[a\\]"), Gen.Const("a\\*b"), Gen.Const(".."), Gen.Const("."), Gen.Const("?.*")));

    private static readonly Gen<string> AnyLine =
        from exception in Gen.OneOf(Gen.Const(""), Gen.Const(""), Gen.Const("!"))
        from lead in Gen.OneOf(Gen.Const(""), Gen.Const(""), Gen.Const("/"), Gen.Const("./"), Gen.Const(" "), Gen.Const("# "))
        from parts in AnyPart.Array[1, 4]
        from trail in Gen.OneOf(Gen.Const(""), Gen.Const(""), Gen.Const("/"), Gen.Const(" "), Gen.Const("\r"))
        select $"{exception}{lead}{string.Join('/', parts)}{trail}";

    private readonly string folder = Directory.CreateTempSubdirectory("fence-agreement-").FullName;
    private readonly DockerHost host = new("the builder", new DockerEndpoint.Unix("/var/run/docker.sock"), shell: null, TimeProvider.System);
    private readonly string image = $"fence-agreement-{Guid.NewGuid().ToString("N")[..8]}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        RunAsync("docker", "rmi", "--force", $"{image}:theirs", $"{image}:ours").GetAwaiter().GetResult();
        host.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task What_dockerignore_leaves_out_is_what_Docker_leaves_out()
    {
        foreach (var path in Tree)
            Put(path, path);
        Put("Dockerfile", Dockerfile);
        var files = new List<string>();
        AnyLine.Where(line => !IsOfTheRoot(line)).Array[1, 5].Select(lines => string.Join('\n', lines)).Sample(files.Add, iter: IgnoreFiles, threads: 1);

        foreach (var ignore in files.Prepend("*\n!d/e/f/a\n").Prepend("**/c.txt\n!b\n"))
        {
            Put(".dockerignore", ignore);
            var theirs = await BuildTheirsAsync();
            var ours = BuildContextReader.Read(folder, "Dockerfile").Entries.Select(entry => entry.Path).Where(IsCompared).Order(StringComparer.Ordinal).ToList();

            Assert.True(
                theirs.SequenceEqual(ours),
                $".dockerignore:\n{ignore}\nonly Docker sends {string.Join(", ", theirs.Except(ours))}; only we send {string.Join(", ", ours.Except(theirs))}");
        }
    }

    [Fact]
    public async Task Whatever_a_file_system_can_hold_becomes_the_same_files_in_the_image()
    {
        Put("Dockerfile", Dockerfile);
        Put("with space/-rf", "dash");
        Put("ümläut/名前/emoji 🦊", "not ASCII");
        Put("e\u0301 and \u00e9", "composed and not");
        Put("line\nbreak\ttab", "control characters");
        Put("quote'\"`$(x)\\back:colon%41", "what shells and URLs read otherwise");
        Put(new string('n', 255), "the longest name there is");
        Put(string.Join('/', Enumerable.Repeat(new string('p', 60), 10)) + "/deep", "a long path");
        Put("..dots..", "dots");
        Put("empty file", "");
        Put("hooks/run", "#!/bin/bash\n", executable: true);
        Directory.CreateDirectory(Path.Combine(folder, "empty folder"));
        Link("dangling", "nowhere/at all");
        Link("absolute", "/etc/passwd");
        Link("to a folder", "with space");
        Link("hooks/linked", new string('t', 180));
        await RunAsync("ln", Path.Combine(folder, "hooks/run"), Path.Combine(folder, "hooks/hard link"));
        await BuildTheirsAsync();

        await BuildOursAsync(BuildContextReader.Read(folder, "Dockerfile"));

        var ours = await FilesAsync($"{image}:ours");
        Assert.Equal(await FilesAsync($"{image}:theirs"), ours);
        Assert.Contains("x0 hooks/run\0", ours);
        Assert.True(ours.Count > 20, string.Join('\n', ours));
    }

    [Fact]
    public async Task A_file_that_is_written_to_while_it_is_sent_ends_the_build_and_is_named()
    {
        Put("Dockerfile", Dockerfile);
        Put("build.log", "one line\n");
        var context = BuildContextReader.Read(folder, "Dockerfile");
        Put("build.log", "one line\nanother\n");

        var failed = await Assert.ThrowsAsync<FenceException>(() => BuildOursAsync(context));

        Assert.Equal("build.log in the build context was changed while the context was read", failed.Message);
        Assert.Null(await host.FindImageAsync($"{image}:ours", Cancel));
    }

    // An exception of the whole context is a line that Docker's command refuses.
    private static bool IsOfTheRoot(string line) => line.StartsWith('!') && line.Trim('!', '.', '/', ' ', '\r').Length == 0;

    // What becomes of these two in the engine depends on whether they are ignored themselves; they are sent in any case.
    private static bool IsCompared(string path) => path is not ("Dockerfile" or ".dockerignore");

    private Task<string> BuildOursAsync(BuildContext context) => host.BuildAsync(
        new ImageBuildRequest
        {
            Dockerfile = "Dockerfile",
            WriteContext = context.WriteTarAsync,
            Reference = $"{image}:ours",
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
            Labels = new Dictionary<string, string>(StringComparer.Ordinal),
        },
        new RecordedEvents(),
        Cancel);

    private async Task<List<string>> BuildTheirsAsync()
    {
        await RunAsync("docker", "build", "--quiet", "--tag", $"{image}:theirs", folder);
        return [.. (await FilesAsync($"{image}:theirs")).Select(file => file.Split(' ', 2)[1].Split('\0')[0]).Where(IsCompared).Order(StringComparer.Ordinal)];
    }

    /// <summary>Kind and executable bit, path, and what is in it: <c>x0 hooks/run NUL digest</c>.</summary>
    private Task<List<string>> FilesAsync(string reference) => host.ReadFilesAsync(reference, async (tar, token) =>
    {
        var reader = new ImageTar(tar);
        var files = new List<string>();
        while (await reader.NextAsync(token) is { } entry)
        {
            if (!entry.Path.StartsWith("context/", StringComparison.Ordinal))
                continue;
            // A hard link stays one with Docker's command, and becomes a file with this library: what is read through it is the same.
            var kind = entry.IsHardLink ? '0' : entry.Type;
            var content = entry.IsFile ? await reader.HashAsync(token) : entry.IsHardLink ? "" : entry.Link;
            files.Add($"{((entry.Mode & 0b001_000_000) != 0 ? 'x' : '-')}{kind} {entry.Path["context/".Length..]}\0{(entry.Path.EndsWith("hard link", StringComparison.Ordinal) || entry.Path.EndsWith("hooks/run", StringComparison.Ordinal) ? "" : content)}");
        }

        return files.Order(StringComparer.Ordinal).ToList();
    }, Cancel);

    private void Put(string path, string text, bool executable = false)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable)
            File.SetUnixFileMode(full, File.GetUnixFileMode(full) | UnixFileMode.UserExecute);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(folder, path), target);

    private static async Task RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOCKER_BUILDKIT"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}:\n{await output}\n{error}");
    }
}
