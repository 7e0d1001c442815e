using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("**/*.md", "docs/deep/README.md", true)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("docs", "docs/deep/README.md", true)]
    [InlineData("/docs/", "docs/x", true)]
    [InlineData("docs/**", "docs/deep/x", true)]
    [InlineData("doc?", "docs", true)]
    [InlineData("[a-d]ocs", "docs", true)]
    [InlineData("[^a-d]ocs", "docs", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("# docs", "docs", false)]
    [InlineData("  docs  ", "docs", true)]
    [InlineData("./docs/../hooks", "hooks", true)]
    [InlineData("[z", "z", false)]
    [InlineData("\\*", "*", true)]
    public void A_pattern_matches_as_in_docker(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, DockerIgnore.Parse(pattern).Ignores(path));

    [Fact]
    public void The_last_pattern_that_matches_decides()
    {
        var ignore = DockerIgnore.Parse("*\n!hooks\n!images/stack-alsek\nhooks/*.bak\n");

        Assert.False(ignore.Ignores("hooks/pre-running"));
        Assert.True(ignore.Ignores("hooks/pre-running.bak"));
        Assert.False(ignore.Ignores("images/stack-alsek/Dockerfile"));
        Assert.True(ignore.Ignores("images/micro-cloud/node/Dockerfile"));
        Assert.True(ignore.Ignores("README.md"));
    }

    [Fact]
    public void A_folder_is_looked_into_only_where_an_exception_may_let_something_in()
    {
        var ignore = DockerIgnore.Parse("*\n!images/stack-alsek\n");

        Assert.True(ignore.IgnoresAllBelow(".git"));
        Assert.False(ignore.IgnoresAllBelow("images"));
        Assert.False(ignore.IgnoresAllBelow("images/stack-alsek"));
    }
}
