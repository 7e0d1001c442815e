using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts.Preflights;

/// <summary>Judges what was found out about a DEA: an error is a reason why it cannot get the image, a warning one why it may not.</summary>
public static class NodeJudge
{
    // Docker 1.6 was the first to pull by digest, and to know registries of today's kind.
    private static readonly Version LeastApi = new(1, 18);

    /// <summary>Finds everything.</summary>
    /// <param name="node">What was found out.</param>
    /// <param name="how">How the rollout is to go.</param>
    public static IEnumerable<Diagnostic> Judge(NodeExamination node, RolloutDefinition how)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(how);
        return node switch
        {
            { Silence: { } silence } => [silence],
            { Need: DeaAction.Pulled } => [.. Engine(node), .. Disk(node), .. Inodes(node), .. Registry(node), .. Clock(node, how.MaxClockSkew)],
            _ => [],
        };
    }

    private static IEnumerable<Diagnostic> Engine(NodeExamination node)
    {
        if (node.Engine is { } engine && Version.TryParse(engine.ApiVersion, out var api) && api < LeastApi)
            yield return Diagnostic.Error(
                "FO061",
                $"{node.Node} has Docker {engine.Version}, which cannot pull by digest: Docker 1.6 was the first that could",
                "Upgrade its Docker, or load the image there by hand: docker save, docker load; RolloutDeas then finds it by its image ID");
    }

    private static IEnumerable<Diagnostic> Disk(NodeExamination node)
    {
        if (node is not { Machine.FreeBytes: { } free, Demand: { } demand })
            yield break;
        var wanted = $"{demand.Missing.Length} layers that it lacks";
        if (free < demand.LeastBytes)
            yield return Diagnostic.Error(
                "FO062", $"{node.Node} has {ByteCount.Text(free)} free where Docker keeps images, and the {wanted} take {ByteCount.Text(demand.LeastBytes)} at least", MakeRoom);
        else if (free < demand.AmpleBytes)
            yield return Diagnostic.Warning(
                "FO062", $"{node.Node} has {ByteCount.Text(free)} free where Docker keeps images, and the {wanted} may take up to {ByteCount.Text(demand.AmpleBytes)}", MakeRoom);
    }

    private static IEnumerable<Diagnostic> Inodes(NodeExamination node)
    {
        if (node is not { Machine.FreeInodes: { } free, Demand: { } demand })
            yield break;
        if (free < demand.LeastInodes)
            yield return Diagnostic.Error("FO063", string.Create(
                CultureInfo.InvariantCulture, $"{node.Node} has {free} inodes free where Docker keeps images, and the layers that it lacks take {demand.LeastInodes} at least"), MakeRoom);
        else if (free < demand.AmpleInodes)
            yield return Diagnostic.Warning("FO063", string.Create(
                CultureInfo.InvariantCulture, $"{node.Node} has {free} inodes free where Docker keeps images, and the layers that it lacks may take {demand.AmpleInodes}"), MakeRoom);
    }

    private const string MakeRoom = "Make room: docker rmi images that nobody needs, or set keep_images under 'rollout' in fence.yml";

    private static IEnumerable<Diagnostic> Registry(NodeExamination node)
    {
        if (node.Machine.Registry is { IsOpen: false } closed)
            yield return Diagnostic.Error(
                "FO064", $"{node.Node} does not reach {node.Source}, which it is to pull from: {closed.Why}", $"Does it run? Is there a firewall, or no DNS on {node.Node}?");
    }

    private static IEnumerable<Diagnostic> Clock(NodeExamination node, TimeSpan most)
    {
        if (node.Clock is { } clock && clock.OffBy > most)
            yield return Diagnostic.Error(
                "FO065",
                string.Create(CultureInfo.InvariantCulture, $"the clock of {node.Node} is {clock}, more than {most.TotalSeconds:0} s: certificates and logins of registries hold for a time"),
                "Set it (is NTP running there?), or allow more: max_clock_skew under 'rollout' in fence.yml");
    }
}
