using System.Text;
using Fence.Tasks.Signatures;

namespace Fence.Tasks.Tests.Signatures;

public sealed class InTotoStatementTests
{
    private const string Text =
        """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"r:stable","digest":{"sha256":"0a"}}],"predicateType":"https://example.com/t","predicate":{"a":1}}""";

    [Fact]
    public void It_is_written_as_in_toto_has_it() => Assert.Equal(
        Text, Encoding.UTF8.GetString(new InTotoStatement("r:stable", "sha256:0a", "https://example.com/t", """{"a": 1}"""u8.ToArray()).Write()));

    [Fact]
    public void It_is_read_back()
    {
        var statement = InTotoStatement.Read(Encoding.UTF8.GetBytes(Text))!;

        Assert.Equal(("r:stable", "sha256:0a", "https://example.com/t"), (statement.Name, statement.Digest, statement.PredicateType));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(statement.Predicate.Span));
    }

    [Theory]
    [InlineData("v1", "v0.1")]
    [InlineData("sha256", "sha512")]
    [InlineData("""{"name":"r:stable",""", """{"name":"other","digest":{"sha256":"0b"}},{"name":"r:stable",""")]
    [InlineData("predicateType", "predicatetype")]
    [InlineData("\"0a\"", "5")]
    [InlineData("}}", "")]
    public void Anything_else_is_none(string what, string instead) =>
        Assert.Null(InTotoStatement.Read(Encoding.UTF8.GetBytes(Text.Replace(what, instead, StringComparison.Ordinal))));
}
