using System.Globalization;
using System.Text;
using CliWrap;
using Docker.DotNet.Models;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Images;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Nodes;

/// <summary>
/// Brings nodes the images that a release ships with. The Core gets them as a stream, since the registry is one of them; the DEAs pull
/// from that registry, which leaves the base layers where the first push and pull of a built image will look for them.
/// </summary>
internal sealed class FactoryImages(Engine engine, CloudImages images, CloudNames names)
{
    private const string Container = "registry";

    /// <summary>Whether a node holds the factory image of this machine's engine under both of its tags.</summary>
    public async Task<bool> AreOnAsync(string node, string container, CancellationToken cancellationToken)
    {
        var expected = await images.FactoryIdAsync(cancellationToken);
        var ids = await NodeCommands.RunAsync(
            engine,
            node,
            container,
            "docker image inspect --format '{{.Id}}' \"$@\" 2>/dev/null || true",
            [CloudImages.Factory, CloudImages.FactoryLatest],
            cancellationToken);
        return ids.Split('\n', StringSplitOptions.TrimEntries) is [var first, var second] && first == expected && second == expected;
    }

    /// <summary>Brings the Core its images, over ssh, as an admin would: <c>docker save … | ssh … docker load</c>.</summary>
    public async Task LoadAsync(string sshConfig, CancellationToken cancellationToken)
    {
        await using var archive = await engine.Client.Images.SaveImagesAsync(
            [images.RegistryImage, CloudImages.Factory, CloudImages.FactoryLatest], cancellationToken);
        await HostCommand.RunAsync(
            "ssh",
            ["-F", sshConfig, names.Container(CloudNames.Core), "docker", "load", "--quiet"],
            PipeSource.FromStream(archive),
            PipeTarget.ToStringBuilder(new StringBuilder()),
            cancellationToken);
    }

    /// <summary>Whether the Core has the registry's image of today's recipe.</summary>
    public async Task<bool> RegistryIsLoadedAsync(string core, CancellationToken cancellationToken) =>
        (await engine.ExecAsync(core, ["docker", "image", "inspect", images.RegistryImage], cancellationToken)).ExitCode == 0;

    /// <summary>Sees to it that the Core runs the registry (DOMAIN section 6), with a port, a volume and a restart policy that last.</summary>
    public Task StartRegistryAsync(string core, CancellationToken cancellationToken) => NodeCommands.RunAsync(
        engine,
        CloudNames.Core,
        core,
        """
        docker tag "$1" "$2"
        wanted=$(docker image inspect --format '{{.Id}}' "$2")
        found=$(docker container inspect --format '{{.Image}}' "$3" 2>/dev/null || true)
        if [ -n "$found" ] && [ "$found" != "$wanted" ]; then
            docker rm --force "$3" >/dev/null
            found=
        fi
        if [ -z "$found" ]; then
            docker run --detach --name "$3" --restart always --publish "$4:$4" --volume registry:/var/lib/registry "$2" >/dev/null
        else
            docker start "$3" >/dev/null
        fi
        """,
        [images.RegistryImage, CloudImages.Registry, Container, CloudNames.RegistryPort.ToString(CultureInfo.InvariantCulture)],
        cancellationToken);

    /// <summary>Pushes the factory image to the Core's registry.</summary>
    /// <param name="registryPort">The registry's port on this machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PushAsync(int registryPort, CancellationToken cancellationToken)
    {
        var reference = $"127.0.0.1:{registryPort}/{CloudImages.Factory}";
        await engine.Client.Images.TagImageAsync(CloudImages.Factory, CloudImages.TagOf(reference), cancellationToken);
        var messages = new EngineMessages();
        try
        {
            var (repository, tag) = CloudImages.Split(reference);
            await engine.Client.Images.PushImageAsync(
                repository, new ImagePushParameters { Tag = tag }, new AuthConfig(), messages, cancellationToken);
        }
        finally
        {
            await engine.Client.Images.DeleteImageAsync(
                reference, new ImageDeleteParameters { NoPrune = true }, CancellationToken.None);
        }

        if (messages.Error is not null)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FC034", $"the Core's registry does not take the factory image: {messages.Error}"));
        }
    }

    /// <summary>Has a DEA pull the factory image and give it the names that a release ships it with.</summary>
    public Task PullAsync(string node, string container, CancellationToken cancellationToken) => NodeCommands.RunAsync(
        engine,
        node,
        container,
        """
        docker pull --quiet "$1" >/dev/null
        docker tag "$1" "$2"
        docker tag "$1" "$3"
        docker rmi "$1" >/dev/null
        """,
        [$"{names.RegistryAddress}/{CloudImages.Factory}", CloudImages.Factory, CloudImages.FactoryLatest],
        cancellationToken);
}
