using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts.Preflights;

/// <summary>Asks all DEAs of a plan at once, before anything is changed, what they have and whether they can get the image.</summary>
/// <param name="ports">What it knows of the world.</param>
public sealed class Preflight(RolloutPorts ports)
{
    // Each is a question of its own. An image of the pipeline shares the most with its newest sisters and with their base.
    private const int MostImages = 40;

    // Where nobody changed it, and the engine is too old to say.
    private const string UsualRoot = "/var/lib/docker";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The sizes only make the judgement better: a registry that is silent from here must not hold a rollout up.
    private static readonly TimeSpan PatienceForSizes = TimeSpan.FromSeconds(10);

    /// <summary>Asks whether they have the image, and then all else.</summary>
    /// <param name="image">The image; null where it is still to be pushed, which no DEA can have then.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<PreflightReport> ExamineAsync(PublishedImage? image, RolloutPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var deas = ports.DeasOf(plan.Nodes);
        var answers = image is null
            ? [.. deas.Select(dea => new DeaAnswer(dea, Diagnostic.Error("FO002", $"{dea.Name} cannot have it yet"), IsSilent: false))]
            : await new RolloutCheck(ports.Retry).AskAsync(NamedImage.Of(image), deas, cancellationToken);
        return await ExamineAsync(image, plan, answers, cancellationToken);
    }

    /// <summary>Asks all else of those that do not have it.</summary>
    /// <param name="image">The image; null likewise.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="answers">Whether each DEA of the plan has the image.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<PreflightReport> ExamineAsync(
        PublishedImage? image, RolloutPlan plan, ImmutableArray<DeaAnswer> answers, CancellationToken cancellationToken)
    {
        var (layers, common) = image is null ? ([], []) : await LayersAsync(image, cancellationToken);
        var found = new ConcurrentDictionary<string, NodeExamination>(StringComparer.Ordinal);
        await BoundedRun<DeaAnswer>.RunAsync(
            answers,
            answer => answer.Dea.Zone,
            RolloutCheck.Parallelism,
            limitPerZone: null,
            () => cancellationToken.IsCancellationRequested,
            async answer => found[answer.Dea.Name] = await ExamineAsync(image, layers, answer, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        var nodes = answers.Select(answer => found[answer.Dea.Name]).ToImmutableArray();
        return new PreflightReport(plan, nodes) { Common = nodes.Any(node => node.Need == DeaAction.Pulled) ? common : [] };
    }

    // This machine need not reach the registry for a rollout: without sizes, there is less to judge.
    private async Task<(ImmutableArray<PublishedLayer> Layers, ImmutableArray<Diagnostic> Findings)> LayersAsync(
        PublishedImage image, CancellationToken cancellationToken)
    {
        if (ports.Layers is not { } published)
            return ([], []);
        try
        {
            return await WithinAsync(PatienceForSizes, "the registry", soon => AskAsync(() => published.ReadAsync(image, soon), soon), cancellationToken) is { } layers
                ? (layers, [])
                : ([], [Diagnostic.Error("FO067", $"the registry has no {image.PinnedReference}", "Push it again: ./build.sh PushRegistry")]);
        }
        catch (FenceException silent)
        {
            return ([], [Diagnostic.Warning("FO066", $"how large the image is could not be asked from here: {silent.Message}", "The room on the DEAs is not judged")]);
        }
    }

    private async Task<NodeExamination> ExamineAsync(
        PublishedImage? image, ImmutableArray<PublishedLayer> layers, DeaAnswer answer, CancellationToken cancellationToken)
    {
        var dea = answer.Dea;
        if (answer.IsSilent)
            return new NodeExamination(dea.Name, DeaAction.Pulled) { Silence = answer.Reason };
        if (answer.Reason is null)
            return new NodeExamination(dea.Name, DeaAction.None);
        try
        {
            var engine = await AskAsync(() => dea.Engine.GetVersionAsync(cancellationToken), cancellationToken);
            if (image is not null && await AskAsync(() => dea.Engine.FindImageAsync(image.ImageId, cancellationToken), cancellationToken) is not null)
                return new NodeExamination(dea.Name, DeaAction.Tagged) { Engine = engine };
            return await ExamineMachineAsync(layers, dea, new NodeExamination(dea.Name, DeaAction.Pulled) { Engine = engine, Source = SourceOf(image, dea) }, cancellationToken);
        }
        catch (FenceException silent)
        {
            return new NodeExamination(dea.Name, DeaAction.Pulled) { Silence = silent.Diagnostics[0] };
        }
    }

    // That a machine tells nothing of itself is no reason against it: the pull shows the rest.
    private async Task<NodeExamination> ExamineMachineAsync(
        ImmutableArray<PublishedLayer> layers, DeaNode dea, NodeExamination node, CancellationToken cancellationToken)
    {
        var unasked = ImmutableArray.CreateBuilder<string>();
        var (asked, began) = (ports.Clock.GetUtcNow(), ports.Clock.GetTimestamp());
        var machine = await OrNullAsync("its machine", unasked, () => dea.Engine.GetMachineAsync(cancellationToken), cancellationToken);
        var clock = machine?.Time is { } time ? ClockReading.Of(time, asked, ports.Clock.GetElapsedTime(began), TimeSpan.Zero) : null;
        var present = layers.IsEmpty ? null : await OrNullAsync("its layers", unasked, () => dea.Engine.ListLayersAsync(MostImages, cancellationToken), cancellationToken);
        node = node with { Demand = present is null ? null : LayerDemand.Of(layers, present), Clock = clock };
        if (dea.Shell is null)
            unasked.Add("room and registry not asked: it is reached over Docker's API alone");
        else if (await OrNullAsync("room and registry", unasked, () => ProbeAsync(dea, node.Source, machine, cancellationToken), cancellationToken) is var (probe, reading))
            node = node with { Machine = probe, Clock = reading ?? clock };
        return node with { Unasked = unasked.ToImmutable() };
    }

    private async Task<(ProbeAnswer Answer, ClockReading? Clock)?> ProbeAsync(DeaNode dea, string source, EngineMachine? machine, CancellationToken cancellationToken)
    {
        // Behind a proxy a connection of one's own proves nothing, either way.
        var registry = machine is { UsesProxy: true } || HasTwoPorts(source) ? null : source;
        var (asked, began) = (ports.Clock.GetUtcNow(), ports.Clock.GetTimestamp());
        var result = await WithinAsync(
            Patience, dea.Name, soon => dea.Shell!.RunAsync(NodeProbe.Command(machine?.Root ?? UsualRoot, registry), input: null, soon), cancellationToken);
        var answer = NodeProbe.Read(result);
        var took = ports.Clock.GetElapsedTime(began);
        return (answer, answer.Time is { } time ? ClockReading.Of(time, asked, took, TimeSpan.FromSeconds(1)) : null);
    }

    private async Task<T> WithinAsync<T>(TimeSpan limit, string who, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, ports.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException silent) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FenceException(
                ExitCode.ClusterFailed,
                Diagnostic.Error("FS003", string.Create(CultureInfo.InvariantCulture, $"{who} did not answer within {limit.TotalSeconds:0} seconds")),
                silent);
        }
    }

    private async Task<T?> OrNullAsync<T>(string what, ImmutableArray<string>.Builder unasked, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(ask, cancellationToken);
        }
        catch (FenceException silent)
        {
            unasked.Add($"{what} not asked: {silent.Message}");
            return default;
        }
    }

    private Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) => ports.Retry.RunAsync(ask, pausing: null, cancellationToken);

    private string SourceOf(PublishedImage? image, DeaNode dea) => dea.Mirror ?? image?.Registry ?? ports.Definition.Registry?.Address ?? "";

    // An engine tries HTTPS and then HTTP, each at its own port, where the address has none and the registry may be either.
    private bool HasTwoPorts(string address) =>
        address.Length == 0 || (ports.Definition.Registry is { Insecure: true } && address.LastIndexOf(':') <= address.LastIndexOf(']'));
}
