namespace Fence.EndToEnd.Tests;

/// <summary>What the engine and the cluster know of an image's base, in the judgement of its Dockerfile.</summary>
[Trait("Category", "docker")]
public sealed class BaseImageTests(CloudFixture cloud) : CloudTests(cloud)
{
    private const string Shipped = "helion/stack-alsek:kato-patched";

    [Fact]
    public async Task The_user_that_the_base_leaves_is_what_the_engine_says()
    {
        using var workspace = Cloud.NewWorkspace();
        var reference = $"{Workspace.ImageName}-base:1";
        await Shell.RunAsync("/bin/sh", "-c", $"printf 'FROM {Shipped}\\nUSER daemon\\n' | docker build -q -t {reference} -");
        try
        {
            Rebase(workspace, reference);
            workspace.Append("images/stack-alsek/Dockerfile", "USER root\n");
            var left = (await Build.RunAsync(workspace, "ValidateImage")).Expect(0);
            Assert.Contains("warning FD024: the image is left with user root, its base with daemon", left.Output, StringComparison.Ordinal);

            workspace.Append("images/stack-alsek/Dockerfile", "USER daemon\n");
            Assert.DoesNotContain("FD024", (await Build.RunAsync(workspace, "ValidateImage")).Expect(0).Output, StringComparison.Ordinal);
        }
        finally
        {
            await Shell.RunAsync("docker", "rmi", reference);
        }
    }

    [Fact]
    public async Task The_image_that_the_configuration_names_is_a_base_as_well_as_the_definitions_where_the_cluster_can_be_asked()
    {
        await Cloud.OnAsync("core", """kato config set --json fence docker/images '["helion/stack-alsek","helion/stack/alsek"]'""");
        using var running = Cloud.NewWorkspaceOfRealCluster();
        running.Write("fence.yml", running.Definition.Replace(Shipped, "exampleco/other:1", StringComparison.Ordinal));
        Assert.DoesNotContain("FD002", (await Build.RunAsync(running, "ValidateImage")).Expect(0).Output, StringComparison.Ordinal);

        using var stopped = new Workspace("nowhere", "    micro_cloud:\n      deas: 1\n");
        stopped.Write("fence.yml", stopped.Definition.Replace(Shipped, "exampleco/other:1", StringComparison.Ordinal));
        Assert.Contains("error FD002", (await Build.RunAsync(stopped, "ValidateImage")).Expect(3).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_and_a_cluster_a_Dockerfile_is_judged_all_the_same()
    {
        using var workspace = Cloud.NewWorkspace();

        var result = await Build.RunAsync(workspace, environment => environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock", "ValidateImage");

        Assert.Contains("0 errors, 0 warnings", result.Expect(0).Output, StringComparison.Ordinal);
    }

    private static void Rebase(Workspace workspace, string reference)
    {
        workspace.Write("fence.yml", workspace.Definition.Replace(Shipped, reference, StringComparison.Ordinal));
        workspace.Write(
            "images/stack-alsek/Dockerfile",
            workspace.Read("images/stack-alsek/Dockerfile").Replace($"FROM {Shipped}", $"FROM {reference}", StringComparison.Ordinal));
    }
}
