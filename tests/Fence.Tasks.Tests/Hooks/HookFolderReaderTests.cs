using System.Runtime.Versioning;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

[UnsupportedOSPlatform("windows")]
public sealed class HookFolderReaderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fence-hooks-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_missing_folder_is_one_that_does_not_exist() =>
        Assert.False(HookFolderReader.Read(root, "hooks").Exists);

    [Fact]
    public void Entries_are_read_by_name_with_bytes_and_mode()
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "deploy/hooks")).FullName;
        File.WriteAllText(Path.Combine(folder, "pre-running"), "#!/bin/bash\n");
        File.WriteAllText(Path.Combine(folder, "post-staging"), "x");
        File.SetUnixFileMode(Path.Combine(folder, "pre-running"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(folder, "post-staging"), UnixFileMode.UserRead);
        Directory.CreateDirectory(Path.Combine(folder, "lib"));
        File.CreateSymbolicLink(Path.Combine(folder, "pre-staging"), "pre-running");
        File.CreateSymbolicLink(Path.Combine(folder, "zz"), "nowhere");

        var entries = HookFolderReader.Read(root, "deploy/hooks").Entries;

        Assert.Equal(
            """
            deploy/hooks/lib Folder False 0
            deploy/hooks/post-staging File False 1
            deploy/hooks/pre-running File True 12
            deploy/hooks/pre-staging Link True 12
            deploy/hooks/zz Link False 0
            """,
            string.Join('\n', entries.Select(entry => $"{entry.Path} {entry.Kind} {entry.IsExecutable} {entry.Bytes.Length}")));
    }
}
