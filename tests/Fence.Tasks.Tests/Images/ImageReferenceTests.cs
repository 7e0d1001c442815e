using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("helion/stack-alsek", null, "helion/stack-alsek", "latest")]
    [InlineData("helion/stack-alsek:kato-patched", null, "helion/stack-alsek", "kato-patched")]
    [InlineData("helion/stack/alsek", null, "helion/stack/alsek", "latest")]
    [InlineData("api.paas.example.com:49156/exampleco/newimg", "api.paas.example.com:49156", "exampleco/newimg", "latest")]
    [InlineData("localhost/exampleco/newimg:1", "localhost", "exampleco/newimg", "1")]
    [InlineData("core:5000/newimg:1", "core:5000", "newimg", "1")]
    [InlineData("127.0.0.1:5000/a/b:t", "127.0.0.1:5000", "a/b", "t")]
    public void A_name_is_taken_apart_as_engines_do(string text, string? registry, string repository, string tag)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal(new ImageReference(registry, repository, tag), reference);
        Assert.StartsWith(text, reference!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper/case")]
    [InlineData("a//b")]
    [InlineData("a:b:c")]
    [InlineData("a b")]
    [InlineData("a@sha256:0123")]
    public void What_engines_refuse_is_no_name(string text) => Assert.Null(ImageReference.Parse(text));

    [Theory]
    [InlineData("2026.11.24", true)]
    [InlineData("_a-B.1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData(".a", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a:b", false)]
    [InlineData("a\n", false)]
    [InlineData("grün", false)]
    public void A_tag_is_what_the_specification_says(string text, bool isTag)
    {
        Assert.Equal(isTag, ImageReference.IsTag(text));
        Assert.Equal(isTag, ImageReference.Parse($"a:{text}") is not null);
    }

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        Assert.True(ImageReference.IsTag(new string('a', 128)));
        Assert.False(ImageReference.IsTag(new string('a', 129)));
    }
}
