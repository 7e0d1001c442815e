namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class AsksTests
{
    [Theory]
    [InlineData("apt-get install ntp", "2:1 FH025")]
    [InlineData("sudo apt-get install ntp", "2:1 FH025")]
    [InlineData("sudo DEBIAN_FRONTEND=noninteractive apt-get install ntp", "2:1 FH025")]
    [InlineData("yum install ntp", "2:1 FH025")]
    [InlineData("read answer", "2:1 FH025")]
    [InlineData("read -r -p 'Continue? ' answer", "2:1 FH025")]
    [InlineData("if true; then read answer; fi", "2:15 FH025")]
    [InlineData("sudo dpkg-reconfigure tzdata", "2:1 FH025")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH025", lines));

    [Theory]
    [InlineData("apt-get -y install ntp")]
    [InlineData("sudo apt-get install --yes ntp")]
    [InlineData("apt-get -qqy install ntp")]
    [InlineData("apt-get update")]
    [InlineData("read -r answer < /etc/hostname")]
    [InlineData("read -t 5 answer")]
    [InlineData("echo a | read answer")]
    [InlineData("while read -r line; do echo \"$line\"; done < /etc/hosts")]
    [InlineData("while IFS= read -r line; do echo \"$line\"; done < <(ls)")]
    [InlineData("ls | while read -r line; do echo \"$line\"; done")]
    [InlineData("ls |\n  while read -r line; do echo \"$line\"; done")]
    [InlineData("{ read -r a; read -r b; } < file")]
    [InlineData("dpkg-reconfigure -f noninteractive tzdata")]
    [InlineData("echo read")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH025", lines));
}
