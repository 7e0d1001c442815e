using Fence.Tasks.Containers.Contracts;

namespace Fence.Tasks.Tests.Containers.Contracts;

/// <summary>In each line the versions stand in order, from the lowest to the highest, as the manager's own documentation has it.</summary>
public sealed class PackageVersionTests
{
    [Theory]
    [InlineData("dpkg", "1.0~~ 1.0~~a 1.0~ 1.0 1.0-1 1.0-1+b1 1.0-1.1 1.0-2 1.0a 1.0+dfsg 1.0.1 1.9 1.10 1:0.1 2:0")]
    [InlineData("dpkg", "7.88.1-10+deb12u1 7.88.1-10+deb12u2 7.88.1-10+deb12u10 7.88.1-11")]
    [InlineData("apk", "1.2_alpha1-r0 1.2_alpha2-r0 1.2_beta-r0 1.2_pre1-r0 1.2_rc1-r0 1.2-r0 1.2-r2 1.2-r10 1.2_p1-r0 1.2.1-r0 1.10-r0")]
    [InlineData("rpm", "1.a-1 1.0~rc1-1 1.0-1 1.0-2.el9 1.0-10.el9 1.0^git1-1 1.0.1-1 1.2-1 1.10-1 1:0.5-1")]
    public void Versions_have_an_order(string manager, string ordered)
    {
        var versions = ordered.Split(' ');
        for (var i = 0; i < versions.Length; i++)
        {
            for (var j = 0; j < versions.Length; j++)
                Assert.True(Math.Sign(PackageVersion.Compare(manager, versions[i], versions[j])) == Math.Sign(i.CompareTo(j)), $"{versions[i]} and {versions[j]}");
        }
    }

    [Theory]
    [InlineData("dpkg", "1.02", "1.2")]
    [InlineData("dpkg", "0:1", "1")]
    [InlineData("rpm", "1.0-5.el9", "1.0")]
    [InlineData("rpm", "1_0", "1.0")]
    public void Some_are_the_same_written_in_two_ways(string manager, string one, string other)
    {
        Assert.Equal(0, PackageVersion.Compare(manager, one, other));
        Assert.Equal(0, PackageVersion.Compare(manager, other, one));
    }

    [Theory]
    [InlineData("=", false)]
    [InlineData("!=", true)]
    [InlineData("<", true)]
    [InlineData("<=", true)]
    [InlineData(">", false)]
    [InlineData(">=", false)]
    public void A_relation_holds_or_not(string sign, bool holds) => Assert.Equal(holds, PackageVersion.Holds("dpkg", "1.2", sign, "1.3"));
}
