namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class LiteralSecretTests
{
    [Theory]
    [InlineData("export EXAMPLECO_KEY=\"0fake0key0of0tests0\"", "2:22 FH011")]
    [InlineData("DB_PASSWORD='hunter2hunter'", "2:13 FH011")]
    [InlineData("API_TOKEN=notarealtoken run", "2:11 FH011")]
    [InlineData("export LICENSE=\"${LICENSE:-a1b2c3d4e5f6g7h8i9j0k1l2}\"", "2:17 FH011")]
    [InlineData("export HANDLE=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5", "2:15 FH011")]
    [InlineData("curl https://admin:s3cretpw@example.com/x", "2:20 FH011")]
    [InlineData("# AKIAABCDEFGHIJKLMNOP was the old one", "2:3 FH011")]
    [InlineData("sudo tool --set license_key=fake1234fake5678", "2:17 FH011")]
    [InlineData("declare -x THE_SECRET=whatever", "2:23 FH011")]
    [InlineData("run --jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYWRlLXVwIn0.bm90LWEtcmVhbC1zaWduYXR1cmU", "2:11 FH011")]
    [InlineData("curl https://hooks.slack.com/services/T0MADEUP/B0MADEUP/0made0up0for0tests0", "2:14 FH011")]
    [InlineData("X=ghp_0000made0up0for0tests0000000000000000", "2:3 FH011")]
    [InlineData("cat <<E\n-----BEGIN RSA PRIVATE KEY-----\nE", "3:1 FH011")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH011", lines));

    [Theory]
    [InlineData("export EXAMPLECO_KEY=\"${EXAMPLECO_KEY:-}\"")]
    [InlineData("export EXAMPLECO_KEY")]
    [InlineData("API_TOKEN=\"$(cat /run/token)\"")]
    [InlineData("SSH_KEY=/home/helion/.ssh/id")]
    [InlineData("PUBLIC_KEY=abcdefgh12345678")]
    [InlineData("GIT_COMMIT=0123456789abcdef0123456789abcdef01234567")]
    [InlineData("SORT_KEY=created_at")]
    [InlineData("export PATH=/usr/local/bin:/usr/bin")]
    [InlineData("ASK_PASSWORD=never")]
    [InlineData("curl https://admin:$PASSWORD@example.com/x")]
    [InlineData("git clone ssh://git@example.com/x.git")]
    [InlineData("NAME=a-name-with-2-digits-and-many-words-0")]
    [InlineData("TOKEN=\"\"")]
    [InlineData("sudo tool --set \"license_key=$NEW_RELIC_LICENSE_KEY\"")]
    [InlineData("for key in one two; do echo \"$key\"; done")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH011", lines));
}
