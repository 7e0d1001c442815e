using Fence.MicroCloud.Engines;

namespace Fence.MicroCloud.Tests.Engines;

public sealed class OsReleaseTests
{
    [Theory]
    [InlineData("ID=debian", true)]
    [InlineData("ID=ubuntu\nID_LIKE=debian", true)]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", true)]
    [InlineData("ID=fedora", false)]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", false)]
    [InlineData("", false)]
    public void Debian_and_what_is_made_of_it_is_told_from_the_rest(string text, bool isDebianLike) =>
        Assert.Equal(isDebianLike, OsRelease.Parse(text.Split('\n')).IsDebianLike);

    [Fact]
    public void The_name_for_people_is_the_pretty_one() =>
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", OsRelease.Parse(["PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "ID=debian"]).Name);
}
