using CliWrap;
using Fence.Tasks.Definition;
using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

/// <summary>The same commit on two machines: what differs between clones must not reach the image.</summary>
public sealed class ClonesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-clones-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Two_clones_of_one_commit_give_the_same_digests_whatever_their_umask_and_times()
    {
        await CommitAsync();
        await ShellAsync("umask 022 && git clone -q origin first");
        await ShellAsync("umask 077 && git clone -q origin second && find second -exec touch -h -d '2001-02-03 04:05:06' {} +");

        await AssertSameAsync("first", "second");
    }

    [Fact]
    public async Task A_clone_on_a_file_system_without_modes_gives_the_same_digests()
    {
        await CommitAsync();
        await ShellAsync("git clone -q origin first");
        // git finds out by itself that modes do not hold there; this one holds them, and has to be told.
        await ShellAsync("git clone -q -c core.fileMode=false origin without && find without -type f -exec chmod 0644 {} +");
        await ShellAsync("git clone -q -c core.fileMode=false origin all && find all -type f -exec chmod 0777 {} +");

        await AssertSameAsync("first", "without");
        await AssertSameAsync("first", "all");
    }

    [Fact]
    public async Task A_hook_that_only_gits_index_says_is_executable_is_so_in_the_tar()
    {
        await CommitAsync();
        await ShellAsync("cd origin && printf '#!/bin/bash\\n' >hooks/pre-staging && chmod 0644 hooks/pre-staging && git add -A && git update-index --chmod=+x hooks/pre-staging");

        var bits = (await SourceAsync("origin")).Context.Entries.Where(entry => entry.Kind == ContextEntryKind.File).ToDictionary(entry => entry.Path, entry => entry.IsExecutable);

        Assert.True(bits["hooks/pre-staging"]);
        Assert.True(bits["hooks/pre-running"]);
        Assert.False(bits["Dockerfile"]);
    }

    private async Task AssertSameAsync(string one, string other)
    {
        var (first, second) = (await SourceAsync(one), await SourceAsync(other));
        var recipe = await first.RecipeAsync("sha256:ba5e", furtherIds: null, TestContext.Current.CancellationToken);

        Assert.Equal(recipe.ContextDigest, (await second.RecipeAsync("sha256:ba5e", furtherIds: null, TestContext.Current.CancellationToken)).ContextDigest);
        Assert.Equal(recipe.Digest, (await second.RecipeAsync("sha256:ba5e", furtherIds: null, TestContext.Current.CancellationToken)).Digest);
        Assert.Equal(await TarAsync(first), await TarAsync(second));
        Assert.Contains(first.Context.Entries, entry => entry is { Path: "hooks/pre-running", IsExecutable: true });
    }

    private Task CommitAsync() => ShellAsync(
        "git init -q origin && cd origin && mkdir hooks && printf 'FROM x\\n' >Dockerfile && printf '#!/bin/bash\\n' >hooks/pre-running"
        + " && printf '.git\\n' >.dockerignore && printf '%s\\n' 'image: {repository: exampleco/x, base: x, dockerfile: Dockerfile, args: {A: b}}' >fence.yml"
        + " && chmod +x hooks/pre-running && ln -s pre-running hooks/link && git add -A"
        + " && git -c user.name=n -c user.email=n@example.com commit -qm one");

    private Task<ImageSource> SourceAsync(string clone) => ImageSource.ReadAsync(
        FenceDefinitionReader.Read(Path.Combine(folder, clone, "fence.yml")), TestContext.Current.CancellationToken);

    private static async Task<byte[]> TarAsync(ImageSource source)
    {
        using var tar = new MemoryStream();
        await source.Context.WriteTarAsync(tar, TestContext.Current.CancellationToken);
        return tar.ToArray();
    }

    private async Task ShellAsync(string line) => await Cli.Wrap("/bin/sh")
        .WithArguments(["-c", line])
        .WithWorkingDirectory(folder)
        .ExecuteAsync(TestContext.Current.CancellationToken);
}
