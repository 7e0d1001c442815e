using Fence.MicroCloud.Images;

namespace Fence.MicroCloud.Tests.Images;

public sealed class FolderDigestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fence-test-").FullName;

    public FolderDigestTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        Write("Dockerfile", "FROM base");
        Write("bin/kato", "#!/bin/sh");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_content_has_the_same_digest_whenever_it_was_written()
    {
        var before = FolderDigest.Of(_folder);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "Dockerfile"), DateTime.UnixEpoch);

        Assert.Equal(before, FolderDigest.Of(_folder));
    }

    [Fact]
    public void Other_content_has_another_digest() => AssertChanges(() => Write("bin/kato", "#!/bin/bash"));

    [Fact]
    public void Another_name_has_another_digest() =>
        AssertChanges(() => File.Move(Path.Combine(_folder, "bin/kato"), Path.Combine(_folder, "bin/helion")));

    [Fact]
    public void Another_file_has_another_digest() => AssertChanges(() => Write("bin/helion", ""));

    [Fact]
    public void An_executable_bit_has_another_digest() => AssertChanges(() => File.SetUnixFileMode(
        Path.Combine(_folder, "bin/kato"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

    [Fact]
    public void What_python_compiles_on_the_side_does_not_count()
    {
        var before = FolderDigest.Of(_folder);
        Directory.CreateDirectory(Path.Combine(_folder, "bin/__pycache__"));
        Write("bin/__pycache__/kato.pyc", "compiled");

        Assert.Equal(before, FolderDigest.Of(_folder));
    }

    [Fact]
    public void Words_are_told_apart_where_one_ends_and_the_next_begins() =>
        Assert.NotEqual(FolderDigest.Of("ab", "c"), FolderDigest.Of("a", "bc"));

    private void AssertChanges(Action change)
    {
        var before = FolderDigest.Of(_folder);
        change();
        Assert.NotEqual(before, FolderDigest.Of(_folder));
    }

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_folder, path), text);
}
