using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Tests;

public sealed class MicroCloudOptionsTests
{
    [Theory]
    [InlineData("micro")]
    [InlineData("fence-test-1")]
    [InlineData("m")]
    public void A_name_of_small_letters_digits_and_hyphens_is_taken(string name) => Options(name, 2).Validate();

    [Theory]
    [InlineData("")]
    [InlineData("Micro")]
    [InlineData("1micro")]
    [InlineData("micro-")]
    [InlineData("micro cloud")]
    [InlineData("micro\n")]
    [InlineData("../micro")]
    public void Another_name_is_refused(string name) => Assert.Equal("FC001", Refusal(name, 2));

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-1)]
    public void A_number_of_deas_that_is_not_1_to_10_is_refused(int deas) => Assert.Equal("FC002", Refusal("micro", deas));

    private static string Refusal(string name, int deas)
    {
        var refusal = Assert.Throws<FenceException>(() => Options(name, deas).Validate());
        Assert.Equal(ExitCode.BadInput, refusal.Exit);
        return Assert.Single(refusal.Diagnostics).Code;
    }

    private static MicroCloudOptions Options(string name, int deas) => new() { Name = name, Deas = deas, ImagesDirectory = "images" };
}
