using Fence.Tasks.Promotions;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("Takes the last promotion to the channel back")]
    private readonly bool Undo;

    [Parameter("Has PromoteImage only keep your approval of the image for the channel")]
    private readonly bool Approve;

    [Secret]
    [Parameter("The key that PromoteImage signs its record with: a file with a private key in PEM (ECDSA, P-256), or the PEM itself")]
    private readonly string? SigningKey;

    private Target PromoteImage => _ => _
        .Description("Lets a channel name an image, by its digest; --undo takes that back, --approve approves of it")
        .Executes(() => Run.StageAsync(nameof(PromoteImage), PromoteAsync, RehearsePromoteAsync));

    private async Task<StageResult> PromoteAsync(Stage stage)
    {
        var channel = PromotionRun.WantedChannel(stage.Definition, To);
        using var key = KeyOf(stage);
        await using var promotion = new PromotionRun(stage, channel, await Run.StartedClusterAsync(stage.Interrupted));
        if (Approve)
            return stage.Ended(stage.Record, isChanged: await promotion.ApproveAsync(From));
        var plan = await promotion.PlanAsync(From, Undo);
        foreach (var sentence in plan.Sentences)
            stage.Say(sentence);
        var record = await promotion.Promoter.PromoteAsync(plan, PromotionRun.Who, key, stage.Interrupted);
        if (record is not null)
        {
            var artifacts = RootDirectory / "artifacts";
            Directory.CreateDirectory(artifacts);
            await File.WriteAllBytesAsync(artifacts / "promotion.json", record.Write(), stage.Interrupted);
            await File.WriteAllTextAsync(artifacts / "release-notes.md", ReleaseNotes.Markdown(plan), stage.Interrupted);
            stage.Say("what people should know of it is in artifacts/release-notes.md");
        }

        if (!Undo && Run.GitHub.IsThere && await promotion.ReleaseAsync(plan) is { } release)
            await Run.GitHub.TellAsync(release, stage.Interrupted);
        return stage.Ended(stage.Record, isChanged: record is not null);
    }

    private async Task RehearsePromoteAsync(Rehearsal rehearsal, Stage stage)
    {
        var channel = PromotionRun.WantedChannel(stage.Definition, To);
        if (await rehearsal.FindClusterAsync() is not { } cluster)
        {
            stage.Say($"would promote the image to {channel.Name}");
            return;
        }

        await using var promotion = new PromotionRun(stage, channel, cluster);
        if (Approve)
            stage.Say($"would: {PromotionRun.Who} approves, for {channel.Name}");
        var plan = await promotion.PlanAsync(From, Undo);
        foreach (var sentence in plan.Sentences)
            stage.Say($"would: {sentence}");
        if (!plan.ChangesNothing)
            stage.Say($"would write artifacts/release-notes.md:\n{ReleaseNotes.Markdown(plan)}");
        if (!Undo && await promotion.ReleaseAsync(plan) is { } release)
            stage.Say(Run.GitHub.Rehearse(release));
        using var key = KeyOf(stage);
        stage.Say(key is null ? "would not sign the record: there is no --signing-key" : $"would sign the record with the key {key.KeyId}");
    }

    private Tasks.Signatures.SigningKey? KeyOf(Stage stage) =>
        string.IsNullOrEmpty(SigningKey) ? null : Tasks.Signatures.SigningKey.Read(SigningKey, stage.Definition.RootDirectory);
}
