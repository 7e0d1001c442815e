using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts;

/// <summary>In which order a cluster's DEAs get an image: computed from the definition, without asking anybody.</summary>
public sealed record RolloutPlan
{
    /// <summary>How it is to go.</summary>
    public required RolloutDefinition How { get; init; }

    /// <summary>The waves, one after another; the canary is the first. No DEA is in two of them, and none is empty.</summary>
    public required ImmutableArray<RolloutWave> Waves { get; init; }

    /// <summary>The DEAs that get nothing, and why.</summary>
    public required ImmutableArray<DeaLeftOut> LeftOut { get; init; }

    /// <summary>The DEAs in the order of the waves.</summary>
    public IEnumerable<NodeDefinition> Nodes => Waves.SelectMany(wave => wave.Nodes);

    /// <summary>How many DEAs may fail before no further one is begun.</summary>
    public int FailureBudget => How.FailureBudget.AtMost(Waves.Sum(wave => wave.Nodes.Length));

    /// <summary>Whether some DEAs in service are left out, so that the configuration may not be changed yet.</summary>
    public bool IsPartial => LeftOut.Any(node => node.IsInService);

    /// <summary>Makes the plan.</summary>
    /// <param name="how">How it is to go.</param>
    /// <param name="deas">The DEAs, in the order of the definition.</param>
    /// <param name="limit">The names of the only DEAs or zones that are meant; empty for all.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: the limit names what is not there, or only DEAs out of service.</exception>
    public static RolloutPlan For(RolloutDefinition how, ImmutableArray<NodeDefinition> deas, ImmutableArray<string> limit)
    {
        var isMeant = Limit(deas, limit);
        var nodes = InTurn(deas.Where(dea => dea.OutOfService is null && isMeant(dea)));
        if (nodes.IsEmpty)
            throw Wrong("no DEA that is meant is in service", "Change --limit, or out_of_service in fence.yml");
        return new RolloutPlan
        {
            How = how,
            Waves = Cut(how, nodes),
            LeftOut =
            [
                .. deas.Where(dea => dea.OutOfService is not null).Select(dea => new DeaLeftOut(dea.Name, $"out of service: {dea.OutOfService}", IsInService: false)),
                .. deas.Where(dea => dea.OutOfService is null && !isMeant(dea)).Select(dea => new DeaLeftOut(dea.Name, "not in --limit", IsInService: true)),
            ],
        };
    }

    /// <summary>The plan in words, a line a wave.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Waves.Select(wave => $"{wave.Name}: {string.Join(", ", wave.Nodes.Select(node => wave.Seeds.Contains(node) ? $"{node.Name} (first of {node.Mirror})" : node.Name))}"),
        .. LeftOut.Select(node => $"left out: {node.Node}, {node.Why}"),
    ];

    private const string Canary = "canary";

    private static ImmutableArray<RolloutWave> Cut(RolloutDefinition how, ImmutableArray<NodeDefinition> nodes)
    {
        var canary = how.Canary.Among(nodes.Length);
        var groups = new List<(string Name, IEnumerable<NodeDefinition> Nodes)> { (Canary, nodes.Take(canary)) };
        var rest = nodes.Skip(canary).ToList();
        if (how.WavePerZone)
        {
            groups.AddRange(rest.GroupBy(node => node.Zone, StringComparer.Ordinal).Select(zone => ($"zone {zone.Key}", zone.AsEnumerable())));
        }
        else
        {
            foreach (var size in how.Waves.Select(wave => wave.Among(nodes.Length)).Append(rest.Count))
            {
                groups.Add((string.Create(CultureInfo.InvariantCulture, $"wave {groups.Count}"), rest.Take(size).ToList()));
                rest = [.. rest.Skip(size)];
            }
        }

        var mirrors = new HashSet<string>(StringComparer.Ordinal);
        return [.. groups.Where(group => group.Nodes.Any()).Select(group => Wave(group.Name, [.. group.Nodes], mirrors))];
    }

    private static RolloutWave Wave(string name, ImmutableArray<NodeDefinition> nodes, HashSet<string> mirrors) => new(
        name, [.. nodes.Where(node => node.Mirror is { } mirror && mirrors.Add(mirror))], nodes)
    {
        IsCanary = name == Canary,
    };

    // One of each zone after the other, so that no wave falls on one zone alone.
    private static ImmutableArray<NodeDefinition> InTurn(IEnumerable<NodeDefinition> deas)
    {
        var zones = deas.GroupBy(dea => dea.Zone, StringComparer.Ordinal).Select(zone => zone.ToList()).ToList();
        return
        [
            .. zones
                .SelectMany((zone, place) => zone.Select((dea, turn) => (Dea: dea, Turn: turn, Place: place)))
                .OrderBy(entry => entry.Turn).ThenBy(entry => entry.Place)
                .Select(entry => entry.Dea),
        ];
    }

    private static Func<NodeDefinition, bool> Limit(ImmutableArray<NodeDefinition> deas, ImmutableArray<string> limit)
    {
        if (limit.IsDefaultOrEmpty)
            return _ => true;

        var known = deas.SelectMany(dea => new[] { dea.Name, dea.Zone }).ToHashSet(StringComparer.Ordinal);
        var unknown = limit.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
            throw Wrong($"--limit names no DEA and no zone: {string.Join(", ", unknown)}", $"There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        return dea => limit.Contains(dea.Name, StringComparer.Ordinal) || limit.Contains(dea.Zone, StringComparer.Ordinal);
    }

    private static FenceException Wrong(string message, string remedy) => new(ExitCode.BadInput, Diagnostic.Error("FO020", message, remedy));
}

/// <summary>DEAs that get the image at the same time, as far as the bounds allow.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Seeds">Those that are the first of their registry mirror: they pull before the others of the wave.</param>
/// <param name="Nodes">All of them, the seeds too.</param>
public sealed record RolloutWave(string Name, ImmutableArray<NodeDefinition> Seeds, ImmutableArray<NodeDefinition> Nodes)
{
    /// <summary>Whether a container is started from the image on its nodes before any other gets it.</summary>
    public bool IsCanary { get; init; }
}

/// <summary>A DEA that gets nothing.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Why">Why.</param>
/// <param name="IsInService">Whether applications may be started on it all the same.</param>
public sealed record DeaLeftOut(string Node, string Why, bool IsInService);
