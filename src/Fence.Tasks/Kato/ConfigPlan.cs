using System.Collections.Immutable;

namespace Fence.Tasks.Kato;

/// <summary>What the configuration should become, computed from what it is.</summary>
/// <param name="Before">The value as it was read.</param>
/// <param name="After">The value that names the new image.</param>
/// <param name="ChangesType">Whether a value of another type is replaced.</param>
public sealed record ConfigPlan(ConfigValue Before, ConfigValue After, bool ChangesType)
{
    /// <summary>Whether there is nothing to write.</summary>
    public bool IsNoChange => Before.Equals(After);

    /// <summary>What would be written, in a sentence without a full stop.</summary>
    public string Sentence => IsNoChange ? $"would write nothing: it is {Before} already" : $"would write {After}; now it is {Before}";

    /// <summary>
    /// Puts a reference first and keeps the former entries behind it as fallbacks, in their order, each once.
    /// A string is understood as its one entry. A key that holds one image by its nature (<c>docker/image</c>) stays a string.
    /// </summary>
    /// <returns>The plan; null where the former value is something else than images.</returns>
    public static ConfigPlan? For(ConfigValue before, string reference, bool keyIsSingle)
    {
        if (before is ConfigValue.Other)
            return null;

        ConfigValue after = keyIsSingle
            ? new ConfigValue.Text(reference)
            : new ConfigValue.List([reference, .. before.Entries.Where(entry => entry != reference).Distinct(StringComparer.Ordinal)]);
        return new ConfigPlan(before, after, before is not ConfigValue.Missing && before.GetType() != after.GetType());
    }
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
