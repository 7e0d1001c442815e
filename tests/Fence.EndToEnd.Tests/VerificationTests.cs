using System.Text.Json;
using System.Xml.Linq;

namespace Fence.EndToEnd.Tests;

/// <summary>The freshly built image is tried before it is pushed.</summary>
[Trait("Category", "docker")]
public sealed class VerificationTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task An_image_that_is_good_is_tried_once_and_again_only_where_that_is_asked_for_or_something_is_wanted_in_another_way()
    {
        using var workspace = Cloud.NewWorkspace();
        await workspace.CommitAsync();

        Assert.Equal(["VerifyImage", "VerifyImage --dry-run"], Repository.CommandsOf("docs/verification.md"));
        var first = (await Build.RunAsync(workspace, "VerifyImage")).Expect(0);
        Assert.Contains("| listening on port 8080", first.Output, StringComparison.Ordinal);
        Assert.Contains("tried, none failed", first.Output, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(workspace.Read("artifacts/run.json"));
        var (built, verified) = (record.RootElement.GetProperty("built"), record.RootElement.GetProperty("verified"));
        Assert.Equal(built.GetProperty("id").GetString(), verified.GetProperty("imageId").GetString());
        Assert.True(verified.GetProperty("isGood").GetBoolean());
        Assert.Equal("0", XDocument.Parse(workspace.Read("artifacts/verification.junit.xml")).Root!.Attribute("failures")!.Value);
        Assert.Equal("", await Shell.RunAsync("docker", "ps", "--all", "--quiet", "--filter", $"ancestor={built.GetProperty("id").GetString()}"));

        var pushed = (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);
        Assert.Contains("goes on from artifacts/run.json: ", pushed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listening on port", pushed.Output, StringComparison.Ordinal);

        Assert.Contains("would let sample live on the image", (await Build.RunAsync(workspace, "VerifyImage", "--dry-run")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("would verify nothing", (await Build.RunAsync(workspace, "PushRegistry", "--dry-run")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("listening on port", (await Build.RunAsync(workspace, "VerifyImage", "--skip")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_breaks_the_contract_and_an_application_is_told_all_at_once_and_is_not_pushed()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/post-staging", $"#!/bin/bash\necho {Guid.NewGuid():N}\necho nothing works\nexit 7\n");
        workspace.Write("fence.yml", workspace.Definition.Replace(
            "  packages:\n", "    - path: /etc/absent\n  runs_as: nobody\n  packages:\n    - name: telnetd\n", StringComparison.Ordinal));
        await workspace.CommitAsync();

        var result = (await Build.RunAsync(workspace, "PushRegistry")).Expect(1);

        Assert.Contains("hooks/post-staging: error FV014: post-staging, admin hook failed with exit code 7; it said: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("error FV030: /etc/absent is not in the image", result.Output, StringComparison.Ordinal);
        Assert.Contains("error FV031: telnetd is not installed", result.Output, StringComparison.Ordinal);
        Assert.Contains("error FV033: the user is root, and is to be nobody", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pushing ", result.Output, StringComparison.Ordinal);
        Assert.Equal("4", XDocument.Parse(workspace.Read("artifacts/verification.junit.xml")).Root!.Attribute("failures")!.Value);
        using var record = JsonDocument.Parse(workspace.Read("artifacts/run.json"));
        Assert.False(record.RootElement.GetProperty("verified").GetProperty("isGood").GetBoolean());
    }
}
