using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>rollout</c> of a cluster.</summary>
internal static class RolloutReader
{
    private const int Most = 10_000;
    private const string Zones = "zones";
    private const string All = "all";

    public static RolloutDefinition Read(YamlSection cluster)
    {
        if (cluster.Section("rollout", DefinitionKeys.Rollout) is not { } rollout)
            return RolloutDefinition.Default;
        var otherwise = RolloutDefinition.Default;
        var parallelism = rollout.Number("parallelism", 1, Most, otherwise.Parallelism);
        var perZone = rollout.IsText("waves") && rollout.Text("waves") is { } word && IsZones(rollout, word);
        return new RolloutDefinition
        {
            Canary = AmountOf(rollout, "canary") ?? otherwise.Canary,
            Waves = perZone || rollout.IsText("waves") ? [] : WavesOf(rollout),
            WavePerZone = perZone,
            Parallelism = parallelism,
            ParallelismPerZone = rollout.Has("parallelism_per_zone") ? rollout.Number("parallelism_per_zone", 1, Most, Most) : null,
            Connections = rollout.Number("connections", parallelism, Most, Math.Max(parallelism, otherwise.Connections)),
            Pause = DurationOf(rollout, "pause", otherwise.Pause),
            FailureBudget = AmountOf(rollout, "failure_budget") ?? otherwise.FailureBudget,
            MaxClockSkew = DurationOf(rollout, "max_clock_skew", otherwise.MaxClockSkew),
            KeepImages = CountOf(rollout, "keep_images", otherwise.KeepImages),
            KeepEntries = CountOf(rollout, "keep_entries", otherwise.KeepEntries),
            ConvertsToList = rollout.Flag("convert_to_list", otherwise.ConvertsToList),
            RestartFence = rollout.Flag("restart_fence", otherwise.RestartFence),
        };
    }

    private static bool IsZones(YamlSection rollout, string word)
    {
        if (word is Zones)
            return true;
        rollout.Refuse("FY008", "waves", $"'{word}' is neither a list nor '{Zones}'", $"Write sizes, such as [2, 25%], or '{Zones}' for a wave a zone.");
        return false;
    }

    private static ImmutableArray<Amount> WavesOf(YamlSection rollout)
    {
        var waves = ImmutableArray.CreateBuilder<Amount>();
        foreach (var text in rollout.Texts("waves"))
        {
            if (Amount.Parse(text) is { Value: > 0 } amount)
                waves.Add(amount);
            else
                rollout.Refuse("FY008", "waves", $"'{text}' is no size of a wave", "Write a number of DEAs of at least 1, or a share from 1% to 100%.");
        }

        return waves.ToImmutable();
    }

    private static Amount? AmountOf(YamlSection rollout, string key)
    {
        if (rollout.Text(key) is not { } text)
            return null;
        if (Amount.Parse(text) is { } amount)
            return amount;
        rollout.Refuse("FY008", key, $"'{text}' is neither a number nor a share", "Write a number of DEAs, or a share up to 100%.");
        return null;
    }

    private static int? CountOf(YamlSection rollout, string key, int? otherwise) =>
        rollout.IsText(key) && rollout.Text(key) is All ? null
        : rollout.Has(key) ? rollout.Number(key, 1, Most, otherwise ?? 1)
        : otherwise;

    private static TimeSpan DurationOf(YamlSection rollout, string key, TimeSpan otherwise)
    {
        if (rollout.Text(key) is not { } text)
            return otherwise;
        if (Duration.Parse(text, mostDays: 1) is { } given)
            return given;
        rollout.Refuse("FY008", key, $"'{text}' is no duration", "Write a number with s, m or h behind it, such as 90s; a day at most.");
        return otherwise;
    }
}
