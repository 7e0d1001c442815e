using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Ssh;

public sealed class SshEndpointTests
{
    [Theory]
    [InlineData("ssh://stackato@10.0.0.5", "10.0.0.5", "stackato", null)]
    [InlineData("ssh://micro-dea-1", "micro-dea-1", null, null)]
    [InlineData("ssh://helion@core.example.com:2222", "core.example.com", "helion", 2222)]
    [InlineData("ssh://stackato@[fd00::5]:22", "fd00::5", "stackato", 22)]
    public void An_endpoint_is_taken_apart(string text, string host, string? user, int? port)
    {
        Assert.True(SshEndpoint.TryParse(text, out var endpoint));
        Assert.Equal(new SshEndpoint(host, user, port), endpoint);
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("tcp://10.0.0.5:2375")]
    [InlineData("ssh://")]
    [InlineData("ssh://stackato:pass@10.0.0.5")]
    [InlineData("ssh://stackato@10.0.0.5/path")]
    [InlineData("ssh://-oProxyCommand=reboot")]
    [InlineData("ssh://-oProxyCommand=reboot@host")]
    public void What_is_no_endpoint_or_would_be_an_option_is_refused(string text) => Assert.False(SshEndpoint.TryParse(text, out _));
}
