using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Ssh;

namespace Fence.Pipeline;

/// <summary>The engine that images are built on.</summary>
internal static class Builder
{
    public static DockerHost Open(ImageDefinition image, TimeProvider clock)
    {
        var endpoint = EndpointOf(image);
        var shell = endpoint is DockerEndpoint.OverSsh node ? new SshShell("the builder", node.Node, configFile: null) : null;
        return new DockerHost("the builder", endpoint, shell, clock);
    }

    public static DockerEndpoint EndpointOf(ImageDefinition image)
    {
        var address = image.Builder ?? DockerEndpoint.OrDefault(Environment.GetEnvironmentVariable("DOCKER_HOST"));
        return DockerEndpoint.Parse(address) ?? throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
            "FY093", $"the builder {address} is no engine's address", "Set image.builder in fence.yml, or DOCKER_HOST: unix:///path, tcp://host:port or ssh://user@host"));
    }
}
