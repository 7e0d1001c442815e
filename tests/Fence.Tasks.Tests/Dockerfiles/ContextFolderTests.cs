using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class ContextFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fence-context-").FullName;

    public ContextFolderTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "hooks/lib"));
        File.WriteAllText(Path.Combine(root, "hooks/pre-running"), "text");
        File.WriteAllText(Path.Combine(root, "hooks/lib/a"), "");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("hooks", "hooks/lib/a hooks/pre-running")]
    [InlineData("./hooks/", "hooks/lib/a hooks/pre-running")]
    [InlineData("/hooks/pre-running", "hooks/pre-running")]
    [InlineData(".", "hooks/lib/a hooks/pre-running")]
    [InlineData("hooks/pre-*", "hooks/pre-running")]
    [InlineData("*/lib", "hooks/lib/a")]
    [InlineData("missing", "")]
    [InlineData("hooks/pre-running/x", "")]
    [InlineData("../etc", "")]
    public void Finds_what_a_source_means(string source, string files) =>
        Assert.Equal(files, string.Join(' ', new ContextFolder(root).Find(source).Order(StringComparer.Ordinal)));

    [Fact]
    public void Reads_what_it_found() => Assert.Equal("text", new ContextFolder(root).ReadText("hooks/pre-running"));
}
