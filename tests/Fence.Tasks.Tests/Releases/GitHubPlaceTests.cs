using Fence.Tasks.Releases;

namespace Fence.Tasks.Tests.Releases;

public sealed class GitHubPlaceTests
{
    [Theory]
    [InlineData("https://github.com/exampleco/base.git", "https://api.github.com/")]
    [InlineData("git@github.com:exampleco/base.git", "https://api.github.com/")]
    [InlineData("ssh://git@github.com/exampleco/base", "https://api.github.com/")]
    public void Where_commits_were_fetched_says_the_repository(string origin, string api) =>
        Assert.Equal(new GitHubPlace(new Uri(api), "exampleco", "base"), GitHubPlace.Find(_ => null, origin));

    [Fact]
    public void What_GitHub_Actions_says_goes_before_it()
    {
        var said = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GITHUB_REPOSITORY"] = "other/fork",
            ["GITHUB_API_URL"] = "https://ghe.example.com/api/v3",
        };

        Assert.Equal(
            new GitHubPlace(new Uri("https://ghe.example.com/api/v3/"), "other", "fork"),
            GitHubPlace.Find(said.GetValueOrDefault, "git@github.com:exampleco/base.git"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/srv/git/base.git")]
    [InlineData("https://github.com/exampleco")]
    [InlineData("https://github.com/exampleco/base/more")]
    public void Without_an_owner_and_a_name_there_is_none(string? origin) => Assert.Null(GitHubPlace.Find(_ => null, origin));

    [Theory]
    [InlineData("git@git.example.com:exampleco/base.git")]
    [InlineData("https://github.com.example.com/exampleco/base.git")]
    public void The_token_goes_to_another_host_only_where_the_environment_names_it(string origin)
    {
        Assert.Null(GitHubPlace.Find(_ => null, origin));
        Assert.Equal(
            new GitHubPlace(new Uri("https://git.example.com/api/v3/"), "exampleco", "base"),
            GitHubPlace.Find(name => name == "GITHUB_API_URL" ? "https://git.example.com/api/v3" : null, origin));
    }
}
