using Fence.Tasks.Docker;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Docker;

public sealed class DockerEndpointTests
{
    [Fact]
    public void A_socket_a_port_and_a_node_over_ssh_are_endpoints()
    {
        Assert.Equal(new DockerEndpoint.Unix("/var/run/docker.sock"), DockerEndpoint.Parse("unix:///var/run/docker.sock"));
        Assert.Equal(new DockerEndpoint.Tcp("10.0.0.5", 2376), DockerEndpoint.Parse("tcp://10.0.0.5:2376"));
        Assert.Equal(new DockerEndpoint.Tcp("10.0.0.5", 2375), DockerEndpoint.Parse("tcp://10.0.0.5"));
        Assert.Equal(new DockerEndpoint.OverSsh(new SshEndpoint("10.0.0.5", "stackato")), DockerEndpoint.Parse("ssh://stackato@10.0.0.5"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unix://")]
    [InlineData("/var/run/docker.sock")]
    [InlineData("http://10.0.0.5")]
    public void Anything_else_is_none(string text) => Assert.Null(DockerEndpoint.Parse(text));

    [Theory]
    [InlineData(null, "unix:///var/run/docker.sock")]
    [InlineData("", "unix:///var/run/docker.sock")]
    [InlineData("tcp://build:2375", "tcp://build:2375")]
    public void DOCKER_HOST_decides_where_a_definition_names_no_engine(string? dockerHost, string endpoint) =>
        Assert.Equal(endpoint, DockerEndpoint.OrDefault(dockerHost));
}
