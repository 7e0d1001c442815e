using Fence.Tasks.Definition;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts.Upgrades;

namespace Fence.Tasks.Tests.Rollouts.Upgrades;

public sealed class LatestUseTests
{
    private static readonly ImageReference Base = ImageReference.Parse("helion/stack-alsek:kato-patched")!;

    [Theory]
    [InlineData("helion/stack-alsek", true)]
    [InlineData("helion/stack-alsek:latest", true)]
    [InlineData("helion/stack-alsek:1", false)]
    [InlineData("api.paas.example.com:5000/helion/stack-alsek", false)]
    [InlineData("exampleco/stack-alsek", false)]
    public void Latest_is_used_where_the_first_entry_names_it(string first, bool isUsed) =>
        Assert.Equal(isUsed, LatestUse.Sentence([first, "helion/stack/alsek"], Base, ConfigKeyDefinition.Default) is null);

    [Fact]
    public void What_is_used_in_its_place_is_told() => Assert.Equal(
        "applications do not start from helion/stack-alsek:latest: fence docker/images names nothing first",
        LatestUse.Sentence([], Base, ConfigKeyDefinition.Default));
}
