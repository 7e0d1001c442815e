namespace Fence.EndToEnd.Tests;

/// <summary>What a wrong input comes to, before anything is touched.</summary>
[Trait("Category", "docker")]
public sealed class BadInputTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task An_engine_that_is_not_there_and_cannot_be_installed_is_told_and_ends_with_4()
    {
        using var workspace = Cloud.NewWorkspace();

        var result = (await Build.RunAsync(workspace, environment => environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock", "BuildImage")).Expect(4);

        Assert.Contains("unix:///nowhere/docker.sock", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_no_registry_takes_is_refused_before_any_target_and_ends_with_2()
    {
        using var workspace = Cloud.NewWorkspace();

        var result = (await Build.RunAsync(workspace, "BuildImage", "--image-tag", "a b")).Expect(2);

        Assert.Contains("error FY095: 'a b' cannot be an image's tag", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("══", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_of_a_cloud_that_does_not_run_starts_nothing_and_ends_with_4()
    {
        using var workspace = new Workspace("nowhere", "    micro_cloud:\n      deas: 1\n");

        var result = (await Build.RunAsync(workspace, "ShowStatus")).Expect(4);

        Assert.Contains("the cluster nowhere does not run on this machine", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await Shell.RunAsync("docker", "ps", "--all", "--quiet", "--filter", "name=nowhere-"));
    }

    [Fact]
    public async Task A_Dockerfile_that_does_not_build_shows_its_own_output_and_the_failing_line_and_ends_with_1()
    {
        using var workspace = Cloud.NewWorkspace();
        var line = workspace.Read("images/stack-alsek/Dockerfile").Split('\n').Length;
        workspace.Append("images/stack-alsek/Dockerfile", "RUN echo this is \\\n shown && exit 7\n");

        var result = (await Build.RunAsync(workspace, "BuildImage")).Expect(1);

        Assert.Contains("this is shown", result.Output, StringComparison.Ordinal);
        Assert.Contains($"images/stack-alsek/Dockerfile:{line}:1: error", result.Output, StringComparison.Ordinal);
        Assert.Contains("ends with exit code 7", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_without_the_executable_bit_is_found_with_all_else_before_anything_is_built_and_ends_with_3()
    {
        using var workspace = Cloud.NewWorkspace();
        File.SetUnixFileMode(Path.Combine(workspace.Root, "hooks/pre-running"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        workspace.Write(
            "images/stack-alsek/Dockerfile",
            workspace.Read("images/stack-alsek/Dockerfile").Replace(":kato-patched", ":latest", StringComparison.Ordinal));

        var result = (await Build.RunAsync(workspace)).Expect(3);

        Assert.Contains("images/stack-alsek/Dockerfile:3:", result.Output, StringComparison.Ordinal);
        Assert.Contains("hooks/pre-running", result.Output, StringComparison.Ordinal);
        Assert.Contains("chmod +x", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1/", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("══ BuildImage", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_wrong_in_fence_yml_is_told_at_once_with_its_place_and_ends_with_2()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("fence.yml", "image:\n  repositry: exampleco/stack-alsek\n  base: [a, b]\nclusters:\n  production:\n    core: ssh://stackato@10.0.0.4\n");

        var result = (await Build.RunAsync(workspace)).Expect(2);

        Assert.Contains("fence.yml:2:3: error", result.Output, StringComparison.Ordinal);
        Assert.Contains("repository", result.Output, StringComparison.Ordinal);
        Assert.Contains("fence.yml:3:9: error", result.Output, StringComparison.Ordinal);
        Assert.Contains("fence.yml:6:5: error", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_told_with_the_names_there_are_and_ends_with_2()
    {
        using var workspace = Cloud.NewWorkspace();

        var result = (await Build.RunAsync(workspace, "--cluster", "prodution")).Expect(2);

        Assert.Contains("there is no cluster 'prodution'", result.Output, StringComparison.Ordinal);
        Assert.Contains(workspace.Cluster, result.Output, StringComparison.Ordinal);
        Assert.Contains("fence.yml:", result.Output, StringComparison.Ordinal);
    }
}
