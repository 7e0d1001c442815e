using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>Each Dockerfile of tests/corpus/dockerfiles, and what stands beside it: every finding, and no other.</summary>
public sealed class CorpusTests
{
    private static readonly ContextFolder Context = new(RepositoryFiles.PathOf("tests/corpus/dockerfiles/context"));

    public static TheoryData<string> Names => [.. CorpusFiles.All.Select(file => file.Name)];

    [Fact]
    public void There_are_at_least_sixty() => Assert.InRange(CorpusFiles.All.Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_found_is_what_is_expected(string name)
    {
        var file = CorpusFiles.All.Single(file => string.Equals(file.Name, name, StringComparison.Ordinal));
        var dockerfile = Dockerfile.Parse(file.Text, "Dockerfile");

        var findings = DockerfileValidator.Validate(dockerfile, DockerfileExamples.Image, Context).Diagnostics;

        Assert.Equal(file.Expected, string.Join('\n', findings.Select(found => $"{(found.Span!.File is "Dockerfile" ? "" : $"{found.Span.File} ")}{found.Span.Line}:{found.Span.Column} {found.Code}")));
        Assert.Equal(file.Text, dockerfile.Print());
    }

    [Fact]
    public void Every_rule_finds_something_in_the_corpus()
    {
        var found = string.Concat(CorpusFiles.All.Select(file => file.Expected));

        // 128 layers would be a long file to read; TooManyLayersTests has them.
        Assert.Equal("FD038", string.Join(' ', DockerfileRules.All.Select(rule => rule.Code).Where(code => !found.Contains(code, StringComparison.Ordinal))));
    }
}
