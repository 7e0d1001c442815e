using Fence.MicroCloud;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>What the targets of one run share: the definition, the cluster, the record, and what is told.</summary>
internal sealed class FenceRun : IDisposable
{
    private readonly AbsolutePath root;
    private readonly Func<string, bool> isAskedFor;
    private readonly RunRecordFile recordFile;
    private readonly Lazy<FenceDefinition> definition;
    private readonly Lazy<ClusterDefinition> cluster;
    private readonly CancellationToken interrupted;
    private readonly Rehearsal? rehearsal;
    private readonly SemaphoreSlim startingMicroCloud = new(1);
    private ClusterDefinition? runningMicroCloud;
    private ValidationReports? validation;
    private GitHubNews? gitHub;

    public FenceRun(AbsolutePath root, string? clusterName, int? deas, bool isDry, Func<string, bool> isAskedFor, CancellationToken interrupted)
    {
        this.interrupted = interrupted;
        rehearsal = isDry ? new Rehearsal(this, interrupted) : null;
        this.root = root;
        this.isAskedFor = isAskedFor;
        recordFile = new RunRecordFile(root / "artifacts" / "run.json");
        definition = new Lazy<FenceDefinition>(() => FenceDefinitionReader.Read(root / FenceDefinitionReader.FileName));
        cluster = new Lazy<ClusterDefinition>(() => MicroCloudDeas.Override(Definition.Cluster(clusterName), deas));
    }

    public FenceDefinition Definition => definition.Value;

    public ClusterDefinition Cluster => cluster.Value;

    public IRunEvents Events { get; } = LoggedEvents.AtThisConsole();

    public ValidationReports Validation => validation ??= new ValidationReports(rehearsal is null ? root / "artifacts" : null);

    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>Tells GitHub, where there is a token for it.</summary>
    public GitHubNews GitHub => gitHub ??= new GitHubNews(root, Events, Clock);

    /// <summary>Runs a stage that takes the record and leaves a record; in a dry run, only its rehearsal.</summary>
    public Task StageAsync(string name, Func<Stage, Task<StageResult>> body, Func<Rehearsal, Stage, Task> rehearse) =>
        rehearsal is null ? StageAsync(name, body) : RehearseAsync(name, stage => rehearse(rehearsal, stage));

    /// <summary>Runs what leaves no record; in a dry run, only its rehearsal.</summary>
    public Task QueryAsync(string name, Func<Stage, Task> body, Func<Rehearsal, Stage, Task> rehearse) =>
        rehearsal is null ? QueryAsync(name, body) : RehearseAsync(name, stage => rehearse(rehearsal, stage));

    /// <summary>Runs what only looks.</summary>
    public Task QueryAsync(string name, Func<Stage, Task> body) =>
        TellAsync(() => body(new Stage(this, name, ReadRecord(), IsAskedFor: true, interrupted) { Keep = _ => { } }));

    private Task RehearseAsync(string name, Func<Stage, Task> rehearse)
    {
        Outcome.EndWith("dry run: nothing was changed");
        return QueryAsync(name, rehearse);
    }

    private Task StageAsync(string name, Func<Stage, Task<StageResult>> body) => TellAsync(async () =>
    {
        var started = Clock.GetTimestamp();
        var record = ReadRecord();
        StageRecord ended;
        try
        {
            var result = await body(new Stage(this, name, record, isAskedFor(name), interrupted) { Keep = kept => record = kept });
            record = result.Record;
            ended = Ended(result.IsChanged ? StageOutcome.Succeeded : StageOutcome.Unchanged, null);
            recordFile.Write(record.WithStage(ended));
            Outcome.SumUp(recordFile);
        }
        catch (FenceException reason)
        {
            ended = Ended(StageOutcome.Failed, reason.Message);
            recordFile.Write(record.WithStage(ended));
            await GitHub.TellAsync(record, ended, interrupted);
            throw;
        }
        catch (OperationCanceledException)
        {
            recordFile.Write(record.WithStage(Ended(StageOutcome.Interrupted, null)));
            throw;
        }

        await GitHub.TellAsync(record, ended, interrupted);

        StageRecord Ended(StageOutcome outcome, string? reason) =>
            new(name, outcome, Clock.GetUtcNow(), Math.Round(Clock.GetElapsedTime(started).TotalSeconds, 3), reason);
    });

    /// <summary>The cluster with its nodes: one that is made on this machine is started first.</summary>
    public async Task<ClusterDefinition> StartedClusterAsync(CancellationToken cancellationToken)
    {
        if (Cluster.MicroCloud is null)
            return Cluster;

        await startingMicroCloud.WaitAsync(cancellationToken);
        try
        {
            return runningMicroCloud ??= Complete(Cluster, await LocalCloud.StartAsync(OptionsOf(Cluster), Events, cancellationToken));
        }
        finally
        {
            startingMicroCloud.Release();
        }
    }

    /// <summary>The cluster with its nodes, as it stands: nothing is started.</summary>
    public async Task<ClusterDefinition> FoundClusterAsync(CancellationToken cancellationToken) =>
        await TryFindClusterAsync(cancellationToken) ?? throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            "FC040", $"the cluster {Cluster.Name} does not run on this machine", "Start it: ./build.sh StartMicroCloud"));

    /// <summary>The same; null where the cluster is made on this machine and does not run.</summary>
    public Task<ClusterDefinition?> TryFindClusterAsync(CancellationToken cancellationToken) => TryFindClusterAsync(Cluster, cancellationToken);

    /// <summary>The same for any cluster of the definition.</summary>
    public async Task<ClusterDefinition?> TryFindClusterAsync(ClusterDefinition wanted, CancellationToken cancellationToken)
    {
        if (wanted.MicroCloud is null)
            return wanted;

        return await LocalCloud.FindAsync(OptionsOf(wanted), Events, cancellationToken) is { } found ? Complete(wanted, found) : null;
    }

    /// <summary>Removes the cluster that is made on this machine.</summary>
    public Task<bool> StopMicroCloudAsync(CancellationToken cancellationToken)
    {
        runningMicroCloud = null;
        return LocalCloud.StopAsync(OptionsOf(Cluster), Events, cancellationToken);
    }

    /// <summary>The registry of a cluster that is started.</summary>
    public RegistryDefinition Registry(ClusterDefinition started) => started.Registry ?? throw new FenceException(
        ExitCode.BadInput, Diagnostic.Error("FY094", $"the cluster {started.Name} has no registry", "Say where it is: registry.address in fence.yml"));

    public string FullPath(string relative) => Definition.FullPath(relative);

    public void Dispose()
    {
        startingMicroCloud.Dispose();
        (Events as IDisposable)?.Dispose();
    }

    private MicroCloudOptions OptionsOf(ClusterDefinition wanted) => new()
    {
        Name = wanted.Name,
        Deas = wanted.MicroCloud!.Deas,
        ImagesDirectory = root / "images" / "micro-cloud",
    };

    // What the definition says beyond where the nodes are.
    private static ClusterDefinition Complete(ClusterDefinition wanted, ClusterDefinition made) =>
        made with { ConfigKey = wanted.ConfigKey, Rollout = wanted.Rollout, Trust = wanted.Trust };

    // A record of another cluster, or of none, is no start for this one.
    private RunRecord ReadRecord() => recordFile.Read() is { } record && record.Cluster == Cluster.Name
        ? record
        : new RunRecord { Cluster = Cluster.Name, StartedAt = Clock.GetUtcNow() };

    private string? TextOf(string file)
    {
        var path = root / file;
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private async Task TellAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (FenceException reason)
        {
            var report = DiagnosticReport.Of(reason.Diagnostics);
            foreach (var diagnostic in reason.IsTold ? [] : reason.Diagnostics)
                Events.Tell(new DiagnosticFound(diagnostic) { Excerpt = TextReport.Excerpt(diagnostic, report, TextOf) });
            throw Outcome.Failed(reason);
        }
    }
}
