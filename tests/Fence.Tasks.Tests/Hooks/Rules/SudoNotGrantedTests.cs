namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class SudoNotGrantedTests
{
    private const string Sudoers = """
        # what hooks may
        Defaults env_reset
        helion ALL = (root) NOPASSWD: /etc/init.d/agent start, /usr/sbin/agent-config --set license_key\=[a-z0-9]*
        helion ALL= NOPASSWD: /usr/bin/whoami
        """;

    [Theory]
    [InlineData("sudo /bin/true", "2:1 FH018")]
    [InlineData("sudo /etc/init.d/agent stop", "2:1 FH018")]
    [InlineData("if ! sudo -n /etc/init.d/agent stop; then exit 1; fi", "2:6 FH018")]
    [InlineData("sudo -n -u root /bin/true && echo", "2:1 FH018")]
    [InlineData("sudo /usr/sbin/agent-config --set \"other=$KEY\"", "2:1 FH018")]
    [InlineData("x=$(sudo cat /etc/shadow)", "2:5 FH018")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH018", lines, sudoers: Sudoers));

    [Theory]
    [InlineData("sudo /etc/init.d/agent start")]
    [InlineData("sudo -n -u root -- /etc/init.d/agent start")]
    [InlineData("sudo /usr/sbin/agent-config --set license_key=$KEY")]
    [InlineData("sudo /usr/sbin/agent-config --set \"license_key=$KEY\"")]
    [InlineData("sudo whoami")]
    [InlineData("sudo \"$COMMAND\"")]
    [InlineData("echo sudo /bin/true # sudo /bin/true")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH018", lines, sudoers: Sudoers));

    [Fact]
    public void Says_nothing_where_sudoers_are_not_known() => Assert.Equal("", HookExamples.Places("FH018", "sudo /bin/true"));

    [Fact]
    public void Says_that_an_upper_case_user_is_none() => Assert.Equal(
        """
        hooks/pre-running:2:1: error FH018: sudoers does not let helion run /bin/true
          'HELION' in sudoers is an alias that is not defined, and not the user. Put 'helion ALL = (root) NOPASSWD: /bin/true' into a file in /etc/sudoers.d, with mode 0440.
        """,
        Findings.Text(HookExamples.Check("FH018", HookExamples.Lines("sudo /bin/true"), sudoers: "HELION ALL= NOPASSWD: /bin/true")));
}
