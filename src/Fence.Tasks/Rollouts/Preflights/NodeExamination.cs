using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Rollouts.Preflights;

/// <summary>What was found out about a DEA before anything is changed; null is what could not be found out.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Need">What it needs.</param>
public sealed record NodeExamination(string Node, DeaAction Need)
{
    /// <summary>Why it does not answer; null where it does.</summary>
    public Diagnostic? Silence { get; init; }

    /// <summary>Its engine.</summary>
    public EngineVersion? Engine { get; init; }

    /// <summary>The layers that it lacks.</summary>
    public LayerDemand? Demand { get; init; }

    /// <summary>What its machine says.</summary>
    public ProbeAnswer Machine { get; init; } = new();

    /// <summary>Its clock.</summary>
    public ClockReading? Clock { get; init; }

    /// <summary>The registry or mirror that it pulls from.</summary>
    public string Source { get; init; } = "";

    /// <summary>What could not be asked, and why, a sentence each.</summary>
    public ImmutableArray<string> Unasked { get; init; } = [];

    /// <summary>The same in words.</summary>
    public string Sentence => Need switch
    {
        _ when Silence is not null => $"does not answer: {Silence.Message}",
        DeaAction.Pulled => string.Join("; ", [$"would pull the image{Size}", .. State, .. Unasked]),
        DeaAction.Tagged => "has the image; would name it",
        _ => "has the image",
    };

    private string Size => Demand is { } demand
        ? string.Create(CultureInfo.InvariantCulture, $": {ByteCount.Text(demand.SentBytes)} in {demand.Missing.Length} layers, {ByteCount.Text(demand.AmpleBytes)} of disk")
        : "";

    private IEnumerable<string> State
    {
        get
        {
            if (Engine is { } engine)
                yield return $"Docker {engine.Version}";
            if (Machine.FreeBytes is { } bytes)
                yield return Machine.FreeInodes is { } inodes
                    ? string.Create(CultureInfo.InvariantCulture, $"{ByteCount.Text(bytes)} and {inodes} inodes free")
                    : $"{ByteCount.Text(bytes)} free";
            if (Machine.Registry is { } registry)
                yield return registry.IsOpen ? $"reaches {Source}" : $"does not reach {Source}";
            if (Clock is { } clock)
                yield return $"clock {clock}";
        }
    }
}

/// <summary>A node's clock, held against this machine's.</summary>
/// <param name="Ahead">How far it is ahead; negative where it is behind.</param>
/// <param name="Uncertainty">How much of that the way there and back may be.</param>
public sealed record ClockReading(TimeSpan Ahead, TimeSpan Uncertainty)
{
    /// <summary>Reads one.</summary>
    /// <param name="shown">What it showed.</param>
    /// <param name="asked">This machine's time when the question was sent.</param>
    /// <param name="took">How long the answer took.</param>
    /// <param name="grain">The unit it is told in.</param>
    public static ClockReading Of(DateTimeOffset shown, DateTimeOffset asked, TimeSpan took, TimeSpan grain) =>
        new(shown + grain / 2 - (asked + took / 2), (took + grain) / 2);

    /// <summary>How far it is off at least.</summary>
    public TimeSpan OffBy => Ahead.Duration() > Uncertainty ? Ahead.Duration() - Uncertainty : TimeSpan.Zero;

    /// <summary>The same in words.</summary>
    public override string ToString() => OffBy < TimeSpan.FromSeconds(1)
        ? "right"
        : string.Create(CultureInfo.InvariantCulture, $"{Ahead.Duration().TotalSeconds:0} s {(Ahead > TimeSpan.Zero ? "ahead" : "behind")}");
}
