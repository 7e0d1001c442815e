using Fence.Tasks.Containers;

namespace Fence.Tasks.Tests.Containers;

/// <summary>What is read out of an image's own files.</summary>
public sealed class ImageFactsTests
{
    [Fact]
    public void Accounts_are_found_by_name_and_named_by_number()
    {
        var accounts = ImageAccounts.Parse(
            "root:x:0:0:root:/root:/bin/bash\n# a comment\nhelion:x:1000:1001::/home/helion:/bin/bash\n", "root:x:0:\nstaff:x:1001:helion\nbroken\n");

        Assert.Equal(new ImageAccount("helion", 1000, 1001), accounts.Find("helion"));
        Assert.Null(accounts.Find("stackato"));
        Assert.Equal(("root", "77", "staff", "78"), (accounts.UserName(0), accounts.UserName(77), accounts.GroupName(1001), accounts.GroupName(78)));
    }

    [Fact]
    public void An_image_without_the_files_has_no_accounts() => Assert.Empty(ImageAccounts.Parse(null, null).Users);

    [Theory]
    [InlineData("   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000", true)]
    [InlineData("   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0", true)]
    [InlineData("   0: 0100007F:1F90 0100007F:D2F0 01 00000000:00000000", false)]
    [InlineData("   0: 00000000:1F91 00000000:0000 0A 00000000", false)]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue", false)]
    [InlineData("", false)]
    public void A_port_is_listened_on_when_the_kernel_says_so(string line, bool listens) => Assert.Equal(listens, ListeningPorts.Include([line], 8080));
}
