using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("Who builds: the engine by its own builder, or BuildKit by a docker command that has it", Name = "Builder")]
    private readonly BuildBy? BuiltBy;

    private Target BuildImage => _ => _
        .Description("Makes the image, unless the engine has one that is made of exactly this")
        .DependsOn(ValidateHooks, ValidateImage, ValidatePolicy, StartMicroCloud)
        .Executes(() => Run.StageAsync(nameof(BuildImage), BuildAsync, RehearseBuildAsync));

    private ImageBuildOptions BuildOptions => new(ImageTag, Rebuild, NoCache);

    private async Task<StageResult> BuildAsync(Stage stage)
    {
        var source = await ReadSourceAsync(stage);
        if (!stage.IsAskedFor && await stage.Record.IsBuiltFromAsync(source, stage.Interrupted))
            return stage.GoesOnFrom(stage.Record.Built!.Reference);

        var cluster = await Run.StartedClusterAsync(stage.Interrupted);
        var options = BuildOptions with { By = BuiltBy == BuildBy.BuildKit ? await FindBuildKitAsync(stage) : null };
        var built = await WithImageBuilderAsync(stage, cluster, builder => builder.BuildAsync(source, options, stage.Interrupted));
        return stage.Ended(stage.Record.With(built), isChanged: !built.IsReused);
    }

    private async Task<ImageSource> ReadSourceAsync(Stage stage) => await ImageSource.ReadAsync(stage.Definition, stage.Interrupted) with
    {
        Hashes = new FileHashes(FileHashes.DefaultFile(Environment.GetEnvironmentVariable), Run.Clock),
    };

    // Where there is none, the engine makes the same image by itself.
    private async Task<IImageBuild?> FindBuildKitAsync(Stage stage)
    {
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        var (build, why) = await BuildKitBuild.FindAsync(
            builder, Builder.EndpointOf(stage.Definition.Image), Environment.GetEnvironmentVariable, Run.Clock, stage.Interrupted);
        stage.Say(build is null ? $"{why}; {builder.Name} uses its own builder" : why);
        return build;
    }

    private async Task RehearseBuildAsync(Rehearsal rehearsal, Stage stage)
    {
        // The base of a micro cloud's images is made with it.
        if (await rehearsal.FindClusterAsync() is not { } cluster)
        {
            stage.Say("would build the image, on the base that comes with the cluster");
            return;
        }

        var source = await ReadSourceAsync(stage);
        rehearsal.Image = await WithImageBuilderAsync(stage, cluster, builder => builder.PlanAsync(source, BuildOptions, stage.Interrupted));
        stage.Say(rehearsal.Image.Sentence);
    }

    private async Task<T> WithImageBuilderAsync<T>(Stage stage, ClusterDefinition cluster, Func<ImageBuilder, Task<T>> ask)
    {
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(cluster));
        if (!DryRun)
            await new BaseSupply(builder, registry, stage.Events).EnsureAsync(stage.Definition.Image.Base, stage.Interrupted);
        return await ask(new ImageBuilder(builder, registry, stage.Events, Run.Clock));
    }
}
