using Nuke.Common;

namespace Fence.Pipeline;

/// <summary>The typed build: what there is to do, and in which order. What a target does is in src/; each has a file of its own here.</summary>
internal sealed partial class Build : NukeBuild
{
    [Parameter("The cluster of fence.yml to work on; the one named default_cluster when left out")]
    private readonly string? Cluster;

    [Parameter("The number of DEAs of the micro cloud, 1 to 10")]
    private readonly int? Deas;

    [Parameter("The image's tag; made of the commit's day and short ID when left out")]
    private readonly string? ImageTag;

    [Parameter("Makes the image also where there is one that is made of exactly this")]
    private readonly bool Rebuild;

    [Parameter("Carries out every instruction of the Dockerfile anew")]
    private readonly bool NoCache;

    [Parameter("Answers as JSON on standard output, and with the log on standard error")]
    private readonly bool Json;

    [Parameter("How DiffImages answers: text or markdown, on standard output, and with the log on standard error")]
    private readonly AnswerFormat? Format;

    [Parameter("The former image of DiffImages, or the one that PromoteImage promotes: a tag or a digest; to DiffImages also a name on the builder")]
    private readonly string? From;

    [Parameter("The later image of DiffImages, likewise; the channel that PromoteImage promotes to; the tag or digest that Rollback goes back to")]
    private readonly string? To;

    [Parameter("The least severity that ends validation with an error; what fence.yml says when left out")]
    private readonly FailOn? FailOn;

    [Parameter("The manifest.yml of an application whose user hooks are judged, too; image.manifest when left out")]
    private readonly string? Manifest;

    [Parameter("Has UpgradeImage put back what the last upgrade replaced")]
    private readonly bool Revert;

    [Parameter("The only DEAs or zones that RolloutDeas works on; the configuration is not changed then")]
    private readonly string[] Limit = [];

    [Parameter("Ends ShowStatus with exit code 4 where the cluster is not as it has to be")]
    private readonly bool Check;

    [Parameter("Waits for another run that holds the cluster's lock, half an hour at most")]
    private readonly bool Wait;

    [Parameter("Says what would be done, and does nothing")]
    private readonly bool DryRun;

    private static readonly Lazy<Interruption> Interruption = new(() => new Interruption());

    private FenceRun? run;

    /// <summary>The default: from the commit to the cluster's configuration.</summary>
    private Target Pipeline => _ => _
        .Description("Everything: from this commit to the cluster's configuration")
        .DependsOn(ValidateHooks, ValidateImage, ValidatePolicy, BuildImage, DescribeImage, VerifyImage, PushRegistry, RolloutDeas, SetFenceConfig)
        .Produces(RootDirectory / "artifacts");

    internal FenceRun Run => run ??= new FenceRun(RootDirectory, Cluster, Deas, DryRun, IsAskedFor, Interrupted);

    private static CancellationToken Interrupted => Interruption.Value.Token;

    public static int Main(string[] arguments)
    {
        Outcome.Begin();
        StandardOutput.KeepForAnswer(arguments);
        var code = Execute<Build>(build => build.Pipeline);
        return Outcome.End(code, Interruption.IsValueCreated && Interrupted.IsCancellationRequested);
    }

    protected override void OnBuildInitialized()
    {
        base.OnBuildInitialized();
        GivenArguments.Check(ImageTag, Run.Events);
    }

    // A stage that is only there because a later one depends on it may go on from the record of an earlier run. Where nothing is asked
    // for it is the default, everything; NUKE then names no target at all.
    private bool IsAskedFor(string target) =>
        InvokedTargets.Count == 0 || IsNamed(target) || IsNamed(nameof(Pipeline));

    // Everything is asked for by the default target, too; what is good already is only tried again for its own name.
    private bool IsNamed(string target) => InvokedTargets.Any(invoked => invoked.Name == target);
}
