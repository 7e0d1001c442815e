using System.Text.Json;

namespace Fence.EndToEnd.Tests;

/// <summary>The good case, from a commit to the cluster's configuration.</summary>
[Trait("Category", "docker")]
public sealed class PipelineTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task A_commit_becomes_an_image_that_every_DEA_has_and_the_configuration_names_and_a_second_run_changes_nothing()
    {
        using var workspace = Cloud.NewWorkspace();
        await workspace.CommitAsync();
        var former = await Cloud.ConfigAsync();

        var first = (await Build.RunAsync(workspace)).Expect(0);

        using var record = JsonDocument.Parse(workspace.Read("artifacts/run.json"));
        var published = record.RootElement.GetProperty("published");
        var digest = published.GetProperty("digest").GetString()!;
        var id = record.RootElement.GetProperty("built").GetProperty("id").GetString()!;
        var reference = $"{published.GetProperty("registry").GetString()}/{Workspace.ImageName}:{published.GetProperty("tag").GetString()}";
        foreach (var dea in new[] { "dea-1", "dea-2" })
        {
            Assert.Equal(id, await Cloud.OnAsync(dea, $"docker inspect --format '{{{{.Id}}}}' {reference}"));
            Assert.Contains(digest, await Cloud.OnAsync(dea, $"docker inspect --format '{{{{.RepoDigests}}}}' {reference}"), StringComparison.Ordinal);
            Assert.Equal(
                "755 pre-running\n755 pre-staging\n755 post-staging\nlibgraphite2-dev install ok installed\nhelion",
                await Cloud.OnAsync(dea, $"docker run --rm --user helion {reference} /bin/bash -c 'cd /etc/helion/hooks && stat -c \"%a %n\" pre-running pre-staging post-staging && dpkg-query -W -f \"\\${{Package}} \\${{Status}}\\n\" libgraphite2-dev && id -un'"));
        }

        Assert.Equal($"- {reference}\n{former}", await Cloud.ConfigAsync());
        foreach (var told in new[] { digest, reference, "dea-1", "dea-2", "before ", "after ", "BuildImage " })
            Assert.Contains(told, Summary(first), StringComparison.Ordinal);

        var history = await Cloud.OnAsync("core", "kato history");
        var second = (await Build.RunAsync(workspace)).Expect(0);

        Assert.Contains("nothing to build", second.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to push", second.Output, StringComparison.Ordinal);
        Assert.Contains("dea-1: had the image", second.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to write", second.Output, StringComparison.Ordinal);
        Assert.Equal(history, await Cloud.OnAsync("core", "kato history"));
        Assert.Equal($"- {reference}\n{former}", await Cloud.ConfigAsync());
    }

    [Fact]
    public async Task The_receipt_of_an_image_says_what_the_image_itself_says()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho described\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "DescribeImage")).Expect(0);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(workspace.Root, "artifacts/images"), "*.receipt.json"));
        Assert.True(File.Exists(file.Replace(".receipt.json", ".cdx.json", StringComparison.Ordinal)));

        using var receipt = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var id = receipt.RootElement.GetProperty("imageId").GetString()!;
        IEnumerable<string> Listed(string list, Func<JsonElement, string> text) => receipt.RootElement.GetProperty(list).EnumerateArray().Select(text).Order(StringComparer.Ordinal);
        static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

        Assert.Equal(
            await SaysAsync(id, "dpkg-query -W -f '${Package} ${Version} ${Architecture}\\n'"),
            Listed("packages", package => $"{Text(package, "name")} {Text(package, "version")} {Text(package, "architecture")}"));
        Assert.Equal(
            await SaysAsync(id, "cd /etc/helion/hooks && sha256sum * | while read -r sum name; do echo \"$sum /etc/helion/hooks/$name\"; done"),
            Listed("hooks", hook => $"{Text(hook, "sha256")} {Text(hook, "path")}"));
        Assert.Equal(
            await SaysAsync(id, "find / -xdev -type f -perm /7002 -printf '%p %m %u:%g\\n'"),
            Listed("privileges", privilege => $"{Text(privilege, "path")} {Text(privilege, "mode").TrimStart('0')} {Text(privilege, "owner")}"));
        Assert.Equal(
            await SaysAsync(id, "getent passwd | cut -d: -f1,3,4"),
            Listed("users", user => $"{Text(user, "name")}:{user.GetProperty("id").GetInt64()}:{user.GetProperty("group").GetInt64()}"));

        var again = (await Build.RunAsync(workspace, "DescribeImage")).Expect(0);
        Assert.Contains("nothing to describe", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_images_are_compared_by_their_receipts_in_the_registry_also_where_nobody_has_the_images_any_more()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho compared\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "PushRegistry", "--image-tag", "former")).Expect(0);

        // The contract that ships wants the package that goes here.
        workspace.Write("fence.yml", workspace.Definition.Replace("  packages:\n    - name: libgraphite2-dev\n", "", StringComparison.Ordinal));
        workspace.Append("images/stack-alsek/Dockerfile", "RUN dpkg --remove libgraphite2-dev && chmod u+s /usr/bin/env\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "PushRegistry", "--image-tag", "later")).Expect(0);
        await Shell.RunAsync("/bin/sh", "-c", $"docker rmi --force {Workspace.ImageName}:former {Workspace.ImageName}:later");

        var result = (await Build.RunAsync(workspace, "DiffImages", "--from", "former", "--to", "later", "--json")).Expect(0);

        using var difference = JsonDocument.Parse(result.Output);
        Assert.Equal(
            "libgraphite2-dev removed",
            string.Join(", ", difference.RootElement.GetProperty("packages").EnumerateArray().Select(change => $"{change.GetProperty("name")} {change.GetProperty("kind")}")));
        Assert.Equal(
            "/usr/bin/env added",
            string.Join(", ", difference.RootElement.GetProperty("privileges").EnumerateArray().Select(change => $"{change.GetProperty("name")} {change.GetProperty("kind")}")));
        Assert.Contains("the package libgraphite2-dev", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pulling", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "| removed | `libgraphite2-dev` |",
            (await Build.RunAsync(workspace, "DiffImages", "--from", "former", "--to", "later", "--format", "markdown")).Expect(0).Output,
            StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> SaysAsync(string image, string command) =>
        (await Shell.RunAsync("docker", "run", "--rm", "--network", "none", "--user", "0", "--entrypoint", "/bin/sh", image, "-c", command))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    [Fact]
    public async Task A_target_that_is_run_alone_goes_on_from_the_record_of_the_former_ones()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho alone\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "BuildImage")).Expect(0);
        (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);

        var rollout = (await Build.RunAsync(workspace, "RolloutDeas", "--skip")).Expect(0);
        Assert.DoesNotContain("BuildImage: ", rollout.Output, StringComparison.Ordinal);
        Assert.Contains("dea-1: pulled", rollout.Output, StringComparison.Ordinal);

        var configured = (await Build.RunAsync(workspace, "SetFenceConfig")).Expect(0);
        Assert.Contains("goes on from artifacts/run.json", configured.Output, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(workspace.Read("artifacts/run.json"));
        var tag = record.RootElement.GetProperty("published").GetProperty("tag").GetString()!;
        Assert.StartsWith($"- {Cloud.RegistryAddress}/{Workspace.ImageName}:{tag}\n", await Cloud.ConfigAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_another_machine_built_and_pushed_is_pulled_and_not_built()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho elsewhere\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);
        using var record = JsonDocument.Parse(workspace.Read("artifacts/run.json"));
        var id = record.RootElement.GetProperty("built").GetProperty("id").GetString()!;
        await Shell.RunAsync("docker", "rmi", "--force", id);

        var again = (await Build.RunAsync(workspace, "BuildImage")).Expect(0);

        Assert.Contains("which was built elsewhere", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1/", again.Output, StringComparison.Ordinal);
        Assert.Equal(id, await Shell.RunAsync("docker", "inspect", "--format", "{{.Id}}", id));
    }

    [Fact]
    public async Task A_target_without_the_record_it_needs_says_which_one_to_run_first()
    {
        using var workspace = Cloud.NewWorkspace();
        await workspace.CommitAsync();

        var result = (await Build.RunAsync(workspace, "SetFenceConfig", "--skip")).Expect(1);

        Assert.Contains("SetFenceConfig goes on from what RolloutDeas left", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_is_a_table_for_people_and_nothing_but_json_for_programs()
    {
        using var workspace = Cloud.NewWorkspace();

        var table = (await Build.RunAsync(workspace, "ShowStatus")).Expect(0);
        var json = (await Build.RunAsync(workspace, "ShowStatus", "--json")).Expect(0);

        Assert.Contains("fence docker/images", table.Output, StringComparison.Ordinal);
        using var status = JsonDocument.Parse(json.Output);
        Assert.Equal(["dea-1", "dea-2"], status.RootElement.GetProperty("deas").EnumerateArray().Select(dea => dea.GetProperty("node").GetString()));
        Assert.Equal(
            await Cloud.ConfigAsync(),
            string.Join('\n', status.RootElement.GetProperty("configured").EnumerateArray().Select(entry => $"- {entry.GetString()}")));
    }

    private static string Summary(BuildResult result) => result.Output[result.Output.LastIndexOf("\ncluster ", StringComparison.Ordinal)..];
}
