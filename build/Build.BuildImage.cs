using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Images;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target BuildImage => _ => _
        .Description("Makes the image, unless the engine has one that is made of exactly this")
        .DependsOn(ValidateHooks, ValidateImage, ValidatePolicy, StartMicroCloud)
        .Executes(() => Run.StageAsync(nameof(BuildImage), BuildAsync, RehearseBuildAsync));

    private async Task<StageResult> BuildAsync(Stage stage)
    {
        var image = stage.Definition.Image;
        var context = BuildContextReader.Read(Run.FullPath(image.Context), image.DockerfileInContext);
        if (!stage.IsAskedFor && stage.Record.IsBuiltFrom(await context.ComputeDigestAsync(stage.Interrupted)))
            return stage.GoesOnFrom(stage.Record.Built!.Reference);

        var dockerfile = Dockerfile.Parse(await File.ReadAllTextAsync(Run.FullPath(image.Dockerfile), stage.Interrupted), image.Dockerfile);
        await using var builder = Builder.Open(image, Run.Clock);
        var revision = await SourceRevision.ReadAsync(RootDirectory, stage.Interrupted);
        var built = await new ImageBuilder(builder, stage.Events, Run.Clock).BuildAsync(image, context, revision, ImageTag, dockerfile.SpanOfStep, stage.Interrupted);
        return stage.Ended(stage.Record.With(built), isChanged: !built.IsReused);
    }

    private async Task RehearseBuildAsync(Rehearsal rehearsal, Stage stage)
    {
        // The base of a micro cloud's images is made with it.
        if (await rehearsal.FindClusterAsync() is null)
        {
            stage.Say("would build the image, on the base that comes with the cluster");
            return;
        }

        var image = stage.Definition.Image;
        var context = BuildContextReader.Read(Run.FullPath(image.Context), image.DockerfileInContext);
        await using var builder = Builder.Open(image, Run.Clock);
        var revision = await SourceRevision.ReadAsync(RootDirectory, stage.Interrupted);
        rehearsal.Image = await new ImageBuilder(builder, stage.Events, Run.Clock).PlanAsync(image, context, revision, ImageTag, stage.Interrupted);
        stage.Say(rehearsal.Image.Sentence);
    }
}
