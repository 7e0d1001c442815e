using System.Security.Cryptography;

namespace Fence.EndToEnd.Tests;

/// <summary>Promotion by release managers, on a cluster that takes only what they signed.</summary>
[Trait("Category", "docker")]
public sealed class PromotionTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task An_image_gets_to_a_cluster_with_trusted_keys_once_it_is_approved_and_its_promotion_is_signed()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        workspace.Write("release.pub", key.ExportSubjectPublicKeyInfoPem());
        workspace.Write("fence.yml", $"""
            {workspace.Definition}
                trust: [release.pub]
            channels:
              stable:
                repository: {Workspace.ImageName}-released
                verified: true
                keep_packages: true
                no_new_privileges: true
                approvers:
                  names: [grace]
              lasting:
                canary:
                  cluster: real
                  for: 1h

            """);
        await workspace.CommitAsync();
        var before = await Cloud.ConfigAsync();

        var unsigned = (await Build.RunAsync(workspace, "SetFenceConfig")).Expect(5);
        Assert.Contains("is not rolled out: it is not signed", unsigned.Output, StringComparison.Ordinal);
        Assert.Equal(before, await Cloud.ConfigAsync());

        var unapproved = (await PromoteAsync(workspace, "ada", "stable")).Expect(5);
        Assert.Contains("verified: yes, VerifyImage tried", unapproved.Output, StringComparison.Ordinal);
        Assert.Contains("approvers: NO, 0 of 1 that are needed approved; who may: grace", unapproved.Output, StringComparison.Ordinal);

        (await PromoteAsync(workspace, "grace", "stable", "--approve")).Expect(0);
        var dry = (await PromoteAsync(workspace, "ada", "stable", "--dry-run")).Expect(0);
        Assert.Contains("would: approvers: yes, 1 of 1 that are needed approved: grace at ", dry.Output, StringComparison.Ordinal);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var promoted = (await PromoteAsync(workspace, "ada", "stable", environment => environment["SIGNING_KEY"] = pem)).Expect(0);
        Assert.Contains("signed the record with the key", promoted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n')[1], promoted.Output, StringComparison.Ordinal);
        Assert.Contains("\"who\": \"ada\"", workspace.Read("artifacts/promotion.json"), StringComparison.Ordinal);

        var signed = (await Build.RunAsync(workspace, "SetFenceConfig")).Expect(0);
        Assert.Contains("signed: ada promoted it to stable", signed.Output, StringComparison.Ordinal);
        Assert.Contains(Workspace.ImageName, await Cloud.ConfigAsync(), StringComparison.Ordinal);

        var early = (await PromoteAsync(workspace, "ada", "lasting")).Expect(5);
        Assert.Contains("canary: NO, real has named it first for", early.Output, StringComparison.Ordinal);
        Assert.Contains("needed: 1 hour", early.Output, StringComparison.Ordinal);

        // What the cluster came with nobody signed.
        var back = (await Build.RunAsync(workspace, "Rollback")).Expect(5);
        Assert.Contains("real takes signed images only", back.Output, StringComparison.Ordinal);
    }

    private static Task<BuildResult> PromoteAsync(Workspace workspace, string who, string channel, params string[] arguments) =>
        Build.RunAsync(workspace, environment => environment["GITHUB_ACTOR"] = who, ["PromoteImage", "--to", channel, .. arguments]);

    private static Task<BuildResult> PromoteAsync(Workspace workspace, string who, string channel, Action<IDictionary<string, string?>> more) =>
        Build.RunAsync(
            workspace,
            environment =>
            {
                environment["GITHUB_ACTOR"] = who;
                more(environment);
            },
            "PromoteImage",
            "--to",
            channel);
}
