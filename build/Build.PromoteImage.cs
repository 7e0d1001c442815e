using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("Takes the last promotion to the channel back")]
    private readonly bool Undo;

    private Target PromoteImage => _ => _
        .Description("Lets a channel name an image, by its digest; --undo takes that back")
        .Executes(() => Run.StageAsync(nameof(PromoteImage), PromoteAsync, RehearsePromoteAsync));

    private async Task<StageResult> PromoteAsync(Stage stage)
    {
        var channel = PromotionRun.WantedChannel(stage.Definition, To);
        await using var promotion = new PromotionRun(Run, channel, await Run.StartedClusterAsync(stage.Interrupted));
        var plan = await promotion.PlanAsync(stage, From, Undo);
        foreach (var sentence in plan.Sentences)
            stage.Say(sentence);
        var record = await promotion.Promoter.PromoteAsync(plan, Who(), stage.Interrupted);
        if (record is not null)
        {
            var file = RootDirectory / "artifacts" / "promotion.json";
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, record.Write(), stage.Interrupted);
        }

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

        await using var promotion = new PromotionRun(Run, channel, cluster);
        foreach (var sentence in (await promotion.PlanAsync(stage, From, Undo)).Sentences)
            stage.Say($"would: {sentence}");
    }

    // As CI servers say it, or else the system.
    private static string Who() => ((string[])["GITHUB_ACTOR", "GITLAB_USER_LOGIN"])
        .Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? Environment.UserName;
}
