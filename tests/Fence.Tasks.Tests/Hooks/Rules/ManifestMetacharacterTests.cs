namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ManifestMetacharacterTests
{
    [Theory]
    [InlineData("hooks:\n  pre-running: a && b", "2:16 FH029")]
    [InlineData("hooks:\n  pre-running:\n    - a\n    - b > c", "4:7 FH029")]
    [InlineData("hooks:\n  pre-push: [ 'a | b' ]", "2:15 FH029")]
    [InlineData("helion:\n  hooks:\n    post-staging: 'a # b'", "3:19 FH029")]
    [InlineData("applications:\n- name: x\n  hooks:\n    pre-staging: a < b", "4:18 FH029")]
    public void Catches(string manifest, string places) => Assert.Equal(places, ManifestExamples.Places("FH029", manifest));

    [Theory]
    [InlineData("hooks:\n  pre-running: ./run.sh --now")]
    [InlineData("env:\n  A: a && b")]
    [InlineData("hooks:\n  unknown: a && b")]
    [InlineData("hooks:")]
    [InlineData("")]
    [InlineData("- 1")]
    public void Does_not_catch(string manifest) => Assert.Equal("", ManifestExamples.Places("FH029", manifest));
}
