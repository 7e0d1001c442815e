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

    [Theory]
    [InlineData("hooks", "hooks/pre-running", "hooks/lib/a")]
    [InlineData("hooks/lib", "", "hooks/lib/a")]
    [InlineData(".", ".dockerignore hooks/pre-running", "hooks/lib/a")]
    [InlineData("missing", "", "")]
    public void What_dockerignore_hides_is_not_there(string source, string files, string hidden)
    {
        File.WriteAllText(Path.Combine(root, ".dockerignore"), "hooks/lib\n");
        var context = new ContextFolder(root);

        Assert.Equal(files, string.Join(' ', context.Find(source).Order(StringComparer.Ordinal)));
        Assert.Equal(hidden, string.Join(' ', context.FindIgnored(source).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Tells_which_files_are_executable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit.");
        File.SetUnixFileMode(Path.Combine(root, "hooks/pre-running"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.True(new ContextFolder(root).IsExecutable("hooks/pre-running"));
        Assert.False(new ContextFolder(root).IsExecutable("hooks/lib/a"));
    }
}
