using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target BuildImage => _ => _
        .Description("Makes the image, unless the engine has one that is made of exactly this")
        .DependsOn(ValidateHooks, ValidateImage, ValidatePolicy, StartMicroCloud)
        .Executes(() => Run.StageAsync(nameof(BuildImage), BuildAsync, RehearseBuildAsync));

    private ImageBuildOptions BuildOptions => new(ImageTag, Rebuild, NoCache);

    private async Task<StageResult> BuildAsync(Stage stage)
    {
        var image = stage.Definition.Image;
        var context = BuildContextReader.Read(Run.FullPath(image.Context), image.DockerfileInContext);
        if (!stage.IsAskedFor && stage.Record.IsBuiltFrom(await context.ComputeDigestAsync(stage.Interrupted)))
            return stage.GoesOnFrom(stage.Record.Built!.Reference);

        var dockerfile = Dockerfile.Parse(await File.ReadAllTextAsync(Run.FullPath(image.Dockerfile), stage.Interrupted), image.Dockerfile);
        await using var builder = Builder.Open(image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(await Run.StartedClusterAsync(stage.Interrupted)));
        var source = new ImageSource(image, context, await SourceRevision.ReadAsync(RootDirectory, stage.Interrupted));
        var built = await new ImageBuilder(builder, registry, stage.Events, Run.Clock)
            .BuildAsync(source, BuildOptions, dockerfile.SpanOfStep, stage.Interrupted);
        return stage.Ended(stage.Record.With(built), isChanged: !built.IsReused);
    }

    private async Task RehearseBuildAsync(Rehearsal rehearsal, Stage stage)
    {
        // The base of a micro cloud's images is made with it.
        if (await rehearsal.FindClusterAsync() is not { } cluster)
        {
            stage.Say("would build the image, on the base that comes with the cluster");
            return;
        }

        var image = stage.Definition.Image;
        var context = BuildContextReader.Read(Run.FullPath(image.Context), image.DockerfileInContext);
        await using var builder = Builder.Open(image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(cluster));
        var source = new ImageSource(image, context, await SourceRevision.ReadAsync(RootDirectory, stage.Interrupted));
        rehearsal.Image = await new ImageBuilder(builder, registry, stage.Events, Run.Clock).PlanAsync(source, BuildOptions, stage.Interrupted);
        stage.Say(rehearsal.Image.Sentence);
    }
}
