using CliWrap;
using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

/// <summary>The same commit on two machines: what differs between clones must not reach the image.</summary>
public sealed class ClonesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-clones-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Two_clones_of_one_commit_give_the_same_digest_whatever_their_umask_and_times()
    {
        await ShellAsync(
            "git init -q origin && cd origin && mkdir hooks && printf 'FROM x\\n' >Dockerfile && printf '#!/bin/bash\\n' >hooks/pre-running"
            + " && chmod +x hooks/pre-running && ln -s pre-running hooks/link && git add -A"
            + " && git -c user.name=n -c user.email=n@example.com commit -qm one");
        await ShellAsync("umask 022 && git clone -q origin first");
        await ShellAsync("umask 077 && git clone -q origin second && find second -exec touch -h -d '2001-02-03 04:05:06' {} +");

        Assert.Equal(await DigestAsync("first"), await DigestAsync("second"));
        Assert.Equal(await TarAsync("first"), await TarAsync("second"));
    }

    private Task<string> DigestAsync(string clone) => WithoutGit(clone).ComputeDigestAsync(TestContext.Current.CancellationToken);

    private async Task<byte[]> TarAsync(string clone)
    {
        using var tar = new MemoryStream();
        await WithoutGit(clone).WriteTarAsync(tar, TestContext.Current.CancellationToken);
        return tar.ToArray();
    }

    private BuildContext WithoutGit(string clone)
    {
        // What git keeps for itself differs between any two clones, and has no place in an image.
        File.WriteAllText(Path.Combine(folder, clone, ".dockerignore"), ".git\n");
        return BuildContextReader.Read(Path.Combine(folder, clone), "Dockerfile");
    }

    private async Task ShellAsync(string line) => await Cli.Wrap("/bin/sh")
        .WithArguments(["-c", line])
        .WithWorkingDirectory(folder)
        .ExecuteAsync(TestContext.Current.CancellationToken);
}
