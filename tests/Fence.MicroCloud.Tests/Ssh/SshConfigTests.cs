using Fence.MicroCloud.Ssh;

namespace Fence.MicroCloud.Tests.Ssh;

public sealed class SshConfigTests
{
    private static readonly SshNode Core = new("micro-core", 32768, "0123456789abcdef0123456789abcdef");
    private static readonly SshNode Dea = new("micro-dea-1", 32770, "fedcba9876543210fedcba9876543210");

    [Fact]
    public void The_file_has_an_alias_a_node_and_trusts_only_the_pinned_keys()
    {
        var text = SshConfig.Text([Core, Dea], "stackato", "/state/id_ed25519", "/state/known_hosts");

        Assert.Equal(
            """
            # Written by Fence at every start of the micro cloud.

            Host micro-core
                HostName 127.0.0.1
                Port 32768
                HostKeyAlias micro-core.0123456789ab

            Host micro-dea-1
                HostName 127.0.0.1
                Port 32770
                HostKeyAlias micro-dea-1.fedcba987654

            Host *
                User stackato
                IdentityFile "/state/id_ed25519"
                IdentitiesOnly yes
                UserKnownHostsFile "/state/known_hosts"
                GlobalKnownHostsFile none
                StrictHostKeyChecking yes
                HostKeyAlgorithms ssh-ed25519
                BatchMode yes
                ConnectTimeout 10

            """,
            text);
    }

    [Fact]
    public void A_known_host_is_the_alias_of_the_container_and_its_key_without_the_comment() =>
        Assert.Equal("micro-core.0123456789ab ssh-ed25519 AAAAC3Nz", SshConfig.KnownHost(Core, "ssh-ed25519 AAAAC3Nz micro-core"));
}
