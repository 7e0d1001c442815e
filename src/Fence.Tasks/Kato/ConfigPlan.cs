using System.Collections.Immutable;

namespace Fence.Tasks.Kato;

/// <summary>What the configuration should become, computed from what it is.</summary>
/// <param name="Before">The value as it was read.</param>
/// <param name="After">The value that names the new image.</param>
public sealed record ConfigPlan(ConfigValue Before, ConfigValue After)
{
    /// <summary>Whether there is nothing to write.</summary>
    public bool IsNoChange => Before.Equals(After);

    /// <summary>Former entries that are no longer there, as they stood.</summary>
    public ImmutableArray<string> Dropped => [.. Before.Entries.Except(After.Entries, StringComparer.Ordinal)];

    /// <summary>What would be written, in a sentence without a full stop.</summary>
    public string Sentence => IsNoChange ? $"would write nothing: it is {Before} already" : $"would write {After}; now it is {Before}";

    /// <summary>
    /// Puts a reference first and keeps the former entries behind it as fallbacks, in their order, each once. A string stays a string, and
    /// a missing <c>docker/image</c> (release 1.0) becomes one.
    /// </summary>
    /// <param name="before">The value as it was read.</param>
    /// <param name="reference">The image.</param>
    /// <param name="rules">What else is wanted.</param>
    /// <returns>The plan; null where the former value is something else than images.</returns>
    public static ConfigPlan? For(ConfigValue before, string reference, ConfigRules rules)
    {
        if (before is ConfigValue.Other)
            return null;

        var isText = rules.KeyIsSingle || (before is ConfigValue.Text && !rules.ConvertsToList);
        ConfigValue after = isText
            ? new ConfigValue.Text(reference)
            : new ConfigValue.List(Trim([reference, .. before.Entries.Where(entry => entry != reference).Distinct(StringComparer.Ordinal)], rules));
        return new ConfigPlan(before, after);
    }

    /// <summary>
    /// The value that takes a reference out of the first place again. Where nobody has changed the value since, it is the former one; what
    /// somebody has added meanwhile stays, behind what was there.
    /// </summary>
    /// <param name="now">The value as it is.</param>
    /// <param name="reference">The image in its first place.</param>
    /// <param name="change">The change that put it there.</param>
    /// <returns>The value; null where nothing is left that could be named, since there was nothing before.</returns>
    public static ConfigValue? Undo(ConfigValue now, string reference, ConfigPlan change)
    {
        if (now.Equals(change.After))
            return change.Before;
        if (change.Before.Entries.IsEmpty)
            return null;
        return now is ConfigValue.List
            ? new ConfigValue.List([.. change.Before.Entries.Concat(now.Entries).Where(entry => entry != reference).Distinct(StringComparer.Ordinal)])
            : change.Before;
    }

    /// <summary>Whether a value of another type would be replaced, which kato has to be told is meant.</summary>
    public static bool ChangesType(ConfigValue before, ConfigValue after) =>
        before is not ConfigValue.Missing && after is not ConfigValue.Missing && before.GetType() != after.GetType();

    // Only entries of the pipeline's own repository are ever taken out: what somebody else put there is theirs.
    private static ImmutableArray<string> Trim(ImmutableArray<string> entries, ConfigRules rules)
    {
        if (rules.KeepEntries is not { } most || rules.Repository is not { } repository)
            return entries;
        var own = entries.Where(entry => entry.StartsWith($"{repository}:", StringComparison.Ordinal)).Skip(most).ToHashSet(StringComparer.Ordinal);
        return entries.RemoveAll(own.Contains);
    }
}

/// <summary>How the configuration is to be changed.</summary>
/// <param name="KeyIsSingle">Whether the key holds one image by its nature.</param>
public sealed record ConfigRules(bool KeyIsSingle)
{
    /// <summary>Whether a string under a list's key becomes a list.</summary>
    public bool ConvertsToList { get; init; }

    /// <summary>How many of the pipeline's own entries stay, with the new one; null for all.</summary>
    public int? KeepEntries { get; init; }

    /// <summary>The name, with the registry, whose entries are the pipeline's own; null when none are.</summary>
    public string? Repository { get; init; }
}

/// <summary>What SetFenceConfig did.</summary>
public sealed record ConfigChange
{
    /// <summary>The key: component and path.</summary>
    public required string Key { get; init; }

    /// <summary>The entries as they were.</summary>
    public required ImmutableArray<string> Before { get; init; }

    /// <summary>The entries as they were read back.</summary>
    public required ImmutableArray<string> After { get; init; }

    /// <summary>Whether something was written.</summary>
    public required bool IsWritten { get; init; }
}
