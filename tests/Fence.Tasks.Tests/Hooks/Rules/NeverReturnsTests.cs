namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NeverReturnsTests
{
    [Theory]
    [InlineData("tail -f /var/log/x", "2:1 FH026")]
    [InlineData("tail -n 5 -F /var/log/x", "2:1 FH026")]
    [InlineData("tail -f /var/log/x | logger", "2:1 FH026")]
    [InlineData("(tail -f /var/log/x) && date", "2:2 FH026")]
    [InlineData("sleep infinity", "2:1 FH026")]
    [InlineData("exec nginx -g 'daemon off;'", "2:1 FH026")]
    [InlineData("sudo /usr/sbin/sshd -D", "2:1 FH026")]
    [InlineData("apache2ctl -D FOREGROUND", "2:1 FH026")]
    [InlineData("python3 -m http.server 80", "2:1 FH026")]
    [InlineData("while true; do date; sleep 5; done", "2:7 FH026")]
    [InlineData("while :\ndo\n  for a in 1 2; do date; done\ndone", "2:7 FH026")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH026", lines));

    [Theory]
    [InlineData("tail -f /var/log/x &")]
    [InlineData("tail -f /var/log/x | logger &")]
    [InlineData("(tail -f /var/log/x) &")]
    [InlineData("tail -n 5 /var/log/x")]
    [InlineData("timeout 5 tail -f /var/log/x")]
    [InlineData("sleep 5")]
    [InlineData("nginx")]
    [InlineData("while true; do if check; then break; fi; sleep 1; done")]
    [InlineData("while true; do check && exit 0; done")]
    [InlineData("while true; do date; sleep 5; done &")]
    [InlineData("while [ -e lock ]; do sleep 1; done")]
    [InlineData("true")]
    [InlineData("echo 'while true; do'")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH026", lines));
}
