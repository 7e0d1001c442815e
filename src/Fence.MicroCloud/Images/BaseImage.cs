using System.IO.Pipelines;
using CliWrap;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fence.MicroCloud.Engines;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Images;

/// <summary>
/// The image that all others of a cloud start from: Debian 12, pulled, or where no public registry can be reached, made from Debian's
/// packages with debootstrap.
/// </summary>
internal sealed class BaseImage(Engine engine, IRunEvents events)
{
    /// <summary>The name it has on this machine's engine.</summary>
    public const string Reference = "fence/micro-base:bookworm";

    private const string Repository = "fence/micro-base";
    private const string Suite = "bookworm";
    private const string DefaultMirror = "http://deb.debian.org/debian";
    private const string DefaultSecurityMirror = "http://deb.debian.org/debian-security";
    private static readonly TimeSpan PullTimeout = TimeSpan.FromMinutes(5);

    // What the public slim image leaves out as well: it goes to every node.
    private static readonly string[] LeftOut =
    [
        "./dev/*", "./proc/*", "./sys/*", "./var/cache/apt/*", "./var/lib/apt/lists/*", "./var/log/*",
        "./usr/share/doc/*", "./usr/share/info/*", "./usr/share/locale/*", "./usr/share/man/*",
    ];

    /// <summary>Pulls or makes it where it is not there.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken))
            return;
        var refusal = await PullAsync(cancellationToken);
        if (refusal is null)
            return;
        await BootstrapAsync(refusal, cancellationToken);
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.Client.Images.InspectImageAsync(Reference, cancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }

    // Returns why it could not be pulled, or null when it was.
    private async Task<string?> PullAsync(CancellationToken cancellationToken)
    {
        const string image = "debian";
        const string tag = Suite + "-slim";
        events.Tell(new StepTaken($"Pulling {image}:{tag}"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PullTimeout);
        var messages = new EngineMessages();
        try
        {
            await engine.Client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = image, Tag = tag }, new AuthConfig(), messages, limit.Token);
            if (messages.Error is null)
            {
                await engine.Client.Images.TagImageAsync($"{image}:{tag}", CloudImages.TagOf(Reference), cancellationToken);
                return null;
            }
        }
        catch (DockerApiException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {PullTimeout.TotalMinutes:0} minutes";
        }

        return messages.Error;
    }

    private async Task BootstrapAsync(string refusal, CancellationToken cancellationToken)
    {
        var release = OsRelease.Read("/etc/os-release");
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || !release.IsDebianLike)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FC022",
                $"debian:{Suite}-slim cannot be pulled ({HostCommand.LastLines(refusal, 1)})",
                "give the engine access to Docker Hub or a mirror of it, or load that image; on Debian and Ubuntu, run as root, it is made from packages"));
        }

        if (!HostCommand.Exists("debootstrap"))
        {
            events.Tell(new StepTaken("Installing debootstrap with apt-get"));
            await DebianPackages.InstallAsync(["debootstrap", "debian-archive-keyring"]);
        }

        events.Tell(new StepTaken("No public registry can be reached: making the base image from Debian's packages; this takes about a minute"));
        var folder = Directory.CreateTempSubdirectory("fence-base-").FullName;
        try
        {
            var root = Path.Combine(folder, "root");
            var mirrors = await MirrorsAsync(cancellationToken);
            var certificates = mirrors.Any(mirror => mirror.Mirror.StartsWith("https:", StringComparison.Ordinal));
            await HostCommand.RunAsync(
                "debootstrap",
                ["--variant=minbase", .. certificates ? ["--include=ca-certificates"] : Array.Empty<string>(), Suite, root, mirrors[0].Mirror],
                cancellationToken);
            await ConfigureAsync(root, mirrors, cancellationToken);
            await ImportAsync(root, cancellationToken);
        }
        finally
        {
            await HostCommand.RunAsync("rm", ["-rf", "--one-file-system", folder], CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<(string Mirror, string Suite)>> MirrorsAsync(CancellationToken cancellationToken)
    {
        async Task<(string, string)> FirstAsync(string suite, string otherwise) =>
            ((await DebianPackages.MirrorsAsync(suite, cancellationToken)).FirstOrDefault(otherwise), suite);
        return
        [
            await FirstAsync(Suite, DefaultMirror),
            await FirstAsync(Suite + "-updates", DefaultMirror),
            await FirstAsync(Suite + "-security", DefaultSecurityMirror),
        ];
    }

    private static async Task ConfigureAsync(
        string root, IEnumerable<(string Mirror, string Suite)> mirrors, CancellationToken cancellationToken)
    {
        await File.WriteAllLinesAsync(
            Path.Combine(root, "etc/apt/sources.list"), mirrors.Select(each => $"deb {each.Mirror} {each.Suite} main"), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(root, "etc/dpkg/dpkg.cfg.d/slim"),
            """
            path-exclude /usr/share/doc/*
            path-include /usr/share/doc/*/copyright
            path-exclude /usr/share/info/*
            path-exclude /usr/share/locale/*
            path-exclude /usr/share/man/*
            force-unsafe-io

            """,
            cancellationToken);
    }

    private async Task ImportAsync(string root, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var messages = new EngineMessages();
        var import = engine.Client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Repo = Repository, Tag = Suite, Changes = ["CMD [\"bash\"]"] },
            pipe.Reader.AsStream(),
            new AuthConfig(),
            messages,
            cancellationToken);
        Exception? failure = null;
        try
        {
            await HostCommand.RunAsync(
                "tar",
                ["-C", root, .. LeftOut.Select(path => $"--exclude={path}"), "-c", "."],
                PipeSource.Null,
                PipeTarget.ToStream(pipe.Writer.AsStream()),
                cancellationToken);
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            await pipe.Writer.CompleteAsync(failure);
        }

        await import;
        if (messages.Error is not null)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FC023", $"the engine does not take the base image: {messages.Error}"));
        }
    }
}
