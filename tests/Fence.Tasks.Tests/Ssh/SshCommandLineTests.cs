using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Ssh;

public sealed class SshCommandLineTests
{
    private readonly SshCommandLine line = new(new SshEndpoint("10.0.0.5", "stackato", 2222), "/etc/fence/ssh_config", "/tmp/fence-1/s");

    private const string Common =
        "-F/etc/fence/ssh_config -oBatchMode=yes -oConnectTimeout=10 -oServerAliveInterval=15 -oServerAliveCountMax=4 -oLogLevel=ERROR "
        + "-p2222 -oControlPath=/tmp/fence-1/s";

    [Fact]
    public void A_command_runs_through_the_shared_connection_with_its_arguments_quoted() =>
        Assert.Equal(
            Common + " -o ControlMaster=no -T stackato@10.0.0.5 -- kato config set fence docker/images '[\"a\"]'",
            string.Join(' ', line.Run(["kato", "config", "set", "fence", "docker/images", "[\"a\"]"])));

    [Fact]
    public void The_shared_connection_is_opened_in_the_background_and_ends_itself() =>
        Assert.Equal(
            Common + " -o ControlMaster=yes -o ControlPersist=60 -E /tmp/fence-1/log -f -N stackato@10.0.0.5",
            string.Join(' ', line.OpenShared("/tmp/fence-1/log")));

    [Fact]
    public void A_port_of_the_node_is_reached_through_the_shared_connection() =>
        Assert.Equal(Common + " -o ControlMaster=no -W 127.0.0.1:4243 stackato@10.0.0.5", string.Join(' ', line.Forward("127.0.0.1", 4243)));

    [Fact]
    public void The_admins_own_configuration_decides_what_is_not_said() =>
        Assert.Equal(
            "-oBatchMode=yes -oConnectTimeout=10 -oServerAliveInterval=15 -oServerAliveCountMax=4 -oLogLevel=ERROR -o ControlMaster=no -T dea-1 -- true",
            string.Join(' ', new SshCommandLine(new SshEndpoint("dea-1")).Run(["true"])));
}
