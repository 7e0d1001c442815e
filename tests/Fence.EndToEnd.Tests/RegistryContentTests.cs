using System.Text.Json;

namespace Fence.EndToEnd.Tests;

/// <summary>What the registry has: shown, brought there, and taken out again.</summary>
[Trait("Category", "docker")]
public sealed class RegistryContentTests(CloudFixture cloud) : CloudTests(cloud)
{
    private const string Base = "helion/stack-alsek:kato-patched";

    [Fact]
    public async Task Images_that_nobody_names_are_shown_and_taken_out_and_the_configured_one_stays()
    {
        Assert.Equal(["ListImages", "PruneRegistry --dry-run"], Repository.CommandsOf("docs/registry.md"));
        using var workspace = Cloud.NewWorkspace();
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "PushRegistry", "--image-tag", "listed-once")).Expect(0);
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho listed\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "SetFenceConfig", "--image-tag", "listed-configured")).Expect(0);

        var listed = await ListAsync(workspace);
        Assert.Empty(listed["listed-once"]);
        Assert.Contains(listed["listed-configured"], use => use.EndsWith("fence docker/images [1]", StringComparison.Ordinal));

        var rehearsed = (await Build.RunAsync(workspace, "PruneRegistry", "--dry-run")).Expect(0);
        Assert.Contains($"removes {Cloud.RegistryAddress}/{Workspace.ImageName}:listed-once", rehearsed.Output, StringComparison.Ordinal);
        Assert.Equal(listed.Keys, (await ListAsync(workspace)).Keys);

        (await Build.RunAsync(workspace, "PruneRegistry")).Expect(0);

        var left = await ListAsync(workspace);
        Assert.DoesNotContain("listed-once", left.Keys);
        Assert.Contains("listed-configured", left.Keys);
        await Cloud.OnAsync("dea-1", $"docker rmi --force {Cloud.RegistryAddress}/{Workspace.ImageName}:listed-configured && docker pull {Cloud.RegistryAddress}/{Workspace.ImageName}:listed-configured");
    }

    [Fact]
    public async Task The_base_comes_from_a_DEA_and_a_machine_without_it_builds_on_what_the_registry_has()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        var own = $"e2e-{Guid.NewGuid().ToString("N")[..6]}/base:kato-patched";
        foreach (var file in new[] { "fence.yml", "images/stack-alsek/Dockerfile" })
            workspace.Write(file, workspace.Read(file).Replace(Base, own, StringComparison.Ordinal));
        await workspace.CommitAsync();
        try
        {
            var missing = (await Build.RunAsync(workspace, "BuildImage")).Expect(1);
            Assert.Contains("./build.sh ImportBase brings it from a DEA", missing.Output, StringComparison.Ordinal);
            (await Build.RunAsync(workspace, "ImportBase")).Expect(4);
            await Cloud.OnAsync("dea-1", $"printf 'FROM {Base}\nLABEL own={own}\n' | docker build --quiet --tag {own} -");
            var id = await Cloud.OnAsync("dea-1", $"docker inspect --format '{{{{.Id}}}}' {own}");

            var first = (await Build.RunAsync(workspace, "ImportBase")).Expect(0);
            var second = (await Build.RunAsync(workspace, "ImportBase")).Expect(0);
            var built = (await Build.RunAsync(workspace, "BuildImage")).Expect(0);

            Assert.Contains($"{Cloud.RegistryAddress}/{own} becomes {id}, from dea-1", first.Output, StringComparison.Ordinal);
            Assert.Contains("nothing to import", second.Output, StringComparison.Ordinal);
            Assert.Contains($"pulling the base {own} from ", built.Output, StringComparison.Ordinal);
            Assert.Equal(id, await Shell.RunAsync("docker", "inspect", "--format", "{{.Id}}", own));
        }
        finally
        {
            await Shell.RunAsync("/bin/sh", "-c", $"docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{own}$' | xargs --no-run-if-empty docker rmi --force");
            await Cloud.OnAsync("dea-1", $"docker images --quiet {own} | xargs --no-run-if-empty docker rmi --force");
        }
    }

    [Fact]
    public async Task DEAs_with_different_bases_are_told_apart_and_one_of_them_has_to_be_chosen()
    {
        using var workspace = Cloud.NewWorkspace();
        var id = await Cloud.OnAsync("dea-2", $"docker inspect --format '{{{{.Id}}}}' {Base}");
        await Cloud.OnAsync("dea-2", $"printf 'FROM {Base}\\nLABEL patched=once\\n' | docker build --quiet --tag {Base} -");
        try
        {
            var refused = (await Build.RunAsync(workspace, "ImportBase")).Expect(4);
            Assert.Contains($"the DEAs have different images as {Base}: dea-1 ", refused.Output, StringComparison.Ordinal);

            var chosen = (await Build.RunAsync(workspace, "ImportBase", "--limit", "dea-2", "--dry-run")).Expect(0);
            Assert.Contains("from dea-2", chosen.Output, StringComparison.Ordinal);
        }
        finally
        {
            await Cloud.OnAsync("dea-2", $"docker tag {id} {Base}");
        }
    }

    private static async Task<Dictionary<string, string[]>> ListAsync(Workspace workspace)
    {
        using var answer = JsonDocument.Parse((await Build.RunAsync(workspace, "ListImages", "--json")).Expect(0).Output);
        var images = from repository in answer.RootElement.EnumerateArray()
                     from image in repository.GetProperty("images").EnumerateArray()
                     from tag in image.GetProperty("tags").EnumerateArray()
                     select (Tag: tag.GetString()!, Uses: image.GetProperty("uses").EnumerateArray().Select(use => use.GetString()!).ToArray());
        return images.ToDictionary(image => image.Tag, image => image.Uses, StringComparer.Ordinal);
    }
}
