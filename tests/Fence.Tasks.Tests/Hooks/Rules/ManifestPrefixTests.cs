namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ManifestPrefixTests
{
    [Theory]
    [InlineData("hooks:\n  pre-running:\n    - - ./a.sh", "3:7 FH030")]
    [InlineData("hooks:\n  pre-running:\n    - -./a.sh", "3:7 FH030")]
    [InlineData("hooks:\n  pre-running: -./a.sh", "2:16 FH030")]
    public void Catches(string manifest, string places) => Assert.Equal(places, ManifestExamples.Places("FH030", manifest));

    [Theory]
    [InlineData("hooks:\n  pre-running:\n    - \"-./a.sh\"")]
    [InlineData("hooks:\n  pre-running:\n    - './a.sh'\n    - ./b.sh -x")]
    public void Does_not_catch(string manifest) => Assert.Equal("", ManifestExamples.Places("FH030", manifest));
}
