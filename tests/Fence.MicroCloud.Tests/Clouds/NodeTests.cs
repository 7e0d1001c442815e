using Fence.MicroCloud.Images;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>What the nodes are, seen with plain ssh and docker.</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class NodeTests(CloudFixture cloud)
{
    [Theory]
    [InlineData("core")]
    [InlineData("dea-1")]
    [InlineData("dea-2")]
    public async Task Every_node_has_the_factory_image_of_this_machine_under_both_tags(string node)
    {
        var expected = (await cloud.Engine.Client.Images.InspectImageAsync(CloudImages.Factory, TestContext.Current.CancellationToken)).ID;
        var answer = await cloud.SshAsync(node, "docker image inspect -f '{{.Id}}' helion/stack-alsek:kato-patched helion/stack-alsek:latest");
        Assert.Equal(new Answer(0, $"{expected}\n{expected}\n", ""), answer);
    }

    [Fact]
    public async Task A_dea_has_no_image_but_the_factory_one() =>
        Assert.Equal(
            "helion/stack-alsek:kato-patched\nhelion/stack-alsek:latest\n",
            (await cloud.SshAsync("dea-2", "docker images --format '{{.Repository}}:{{.Tag}}' | sort")).Output);

    [Fact]
    public async Task The_registry_answers_from_here()
    {
        using var http = new HttpClient();
        var catalog = await http.GetStringAsync(
            new Uri($"http://{cloud.Cluster.Registry!.PushAddress}/v2/_catalog"), TestContext.Current.CancellationToken);
        Assert.Contains("helion/stack-alsek", catalog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dea_pulls_by_the_address_of_the_registry()
    {
        var reference = $"{cloud.Cluster.Registry!.Address}/helion/stack-alsek:kato-patched";
        Assert.Equal(0, (await cloud.SshAsync("dea-2", $"docker pull -q {reference} && docker rmi {reference}")).ExitCode);
    }

    [Fact]
    public async Task The_registry_lasts_with_a_fixed_port_a_volume_and_a_restart_policy() =>
        Assert.Equal(
            "always map[5000/tcp:[{ 5000}]] registry\n",
            (await cloud.SshAsync(
                "core",
                "docker inspect -f '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.PortBindings}} {{(index .Mounts 0).Name}}' registry")).Output);

    [Fact]
    public async Task A_container_on_a_dea_resolves_names_and_reaches_a_package_source()
    {
        var answer = await cloud.SshAsync(
            "dea-1", "docker run --rm helion/stack-alsek sh -c 'getent hosts core >/dev/null && apt-get update -qq && apt-cache show libgraphite2-dev | head -1'");
        Assert.Equal(new Answer(0, "Package: libgraphite2-dev\n", ""), answer);
    }

    [Fact]
    public async Task An_application_container_has_the_user_and_the_home_of_applications() =>
        Assert.Equal(
            "helion /home/helion/app\n",
            (await cloud.SshAsync("dea-1", "docker run --rm --user helion helion/stack-alsek sh -c 'echo $(id -un) $PWD'")).Output);

    [Fact]
    public async Task An_image_can_be_built_on_a_dea() =>
        Assert.Equal(0, (await cloud.SshAsync(
            "dea-1", "docker build -q --rm -t built - && docker rmi built", "FROM helion/stack-alsek:kato-patched\nRUN getent hosts core\n")).ExitCode);

    [Fact]
    public async Task The_engine_also_answers_on_the_port_of_old_releases() =>
        Assert.Equal("OK", (await cloud.SshAsync("dea-1", "exec 3<>/dev/tcp/127.0.0.1/4243; printf 'GET /_ping HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")).Output[^2..]);

    [Fact]
    public async Task The_options_of_the_engine_are_where_the_documentation_says() =>
        Assert.Contains(
            $"--insecure-registry {cloud.Cluster.Registry!.Address}",
            (await cloud.SshAsync("dea-1", "cat /etc/default/docker")).Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("-o PubkeyAuthentication=no stackato")]
    [InlineData("root")]
    public async Task Nobody_gets_in_but_the_system_user_with_the_key(string who)
    {
        var options = who.Split(' ');
        var refused = await Assert.ThrowsAsync<Fence.Tasks.Diagnostics.FenceException>(() => HostCommand.RunAsync(
            "ssh",
            ["-F", cloud.Cluster.SshConfig!, .. options[..^1], "-l", options[^1], $"{cloud.Options.Name}-core", "true"],
            TestContext.Current.CancellationToken));
        Assert.Contains("Permission denied (publickey)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_dies_comes_back()
    {
        await cloud.RootAsync("dea-2", "pkill", "-9", "-x", "dockerd");
        Assert.Equal(0, (await cloud.SshAsync("dea-2", "until docker version >/dev/null 2>&1; do :; done")).ExitCode);
    }
}
