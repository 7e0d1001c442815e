using Fence.Tasks.Docker;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Docker;

public sealed class DockerCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-docker-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("18.06.3-ce", true, false)]
    [InlineData("18.09.1", false, true)]
    [InlineData("20.10.24+dfsg1", false, true)]
    [InlineData("28.2.2", false, false)]
    [InlineData("23.0.0", true, true)]
    public async Task A_command_has_BuildKit_by_itself_or_by_the_plugin_by_its_age(string version, bool hasBuildx, bool hasBuildKit)
    {
        Put("a", $"Docker version {version}, build 0123456", hasBuildx);

        Assert.Equal(hasBuildKit, Assert.Single(await FindAllAsync("a")).HasBuildKit);
    }

    [Fact]
    public async Task The_first_command_of_the_path_that_can_is_taken_and_not_the_first()
    {
        Put("a", "Docker version 28.2.2, build 0123456", hasBuildx: false);
        Put("b", "podman version 5.0.0", hasBuildx: true);
        Put("c", "Docker version 20.10.24, build 0123456", hasBuildx: false);

        Assert.EndsWith("/c/docker 20.10.24", (await FindAsync("a", "b", "nowhere", "c")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_can_it_is_said_what_each_lacks()
    {
        Put("a", "Docker version 28.2.2, build 0123456", hasBuildx: false);
        Put("b", "Docker version 1.13.1, build 0123456", hasBuildx: false);

        var (build, why) = await FindAsync("a", "b");

        Assert.Null(build);
        Assert.Equal($"no docker command with BuildKit is at hand: {folder}/a/docker 28.2.2 without buildx, {folder}/b/docker 1.13.1 without BuildKit", why);
        Assert.Equal("no docker command with BuildKit is at hand: there is none on the PATH", (await FindAsync("nowhere")).Why);
    }

    private Task<(BuildKitBuild? Build, string Why)> FindAsync(params string[] folders) => BuildKitBuild.FindAsync(
        new InMemoryEngine("the builder"), DockerEndpoint.Parse(DockerEndpoint.Default)!, Path(folders), TimeProvider.System, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<DockerCommand>> FindAllAsync(params string[] folders) =>
        DockerCommand.FindAllAsync(Path(folders), TestContext.Current.CancellationToken);

    private Func<string, string?> Path(string[] folders) =>
        name => name is "PATH" ? string.Join(':', folders.Select(each => System.IO.Path.Combine(folder, each))) : null;

    private void Put(string name, string version, bool hasBuildx)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(folder, name));
        var file = System.IO.Path.Combine(folder, name, "docker");
        File.WriteAllText(file, $"#!/bin/sh\n[ \"$1\" = --version ] && echo '{version}' && exit 0\nexit {(hasBuildx ? 0 : 1)}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
