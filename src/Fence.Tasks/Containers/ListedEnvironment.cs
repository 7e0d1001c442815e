using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>
/// What reaches <c>helion ssh</c> sessions, the crontab and PHP on the legacy buildpack: what fence and the application's manifest set, and of
/// what hooks export, the variables that <c>HELION_HOOK_ENV</c> names (DOMAIN section 5).
/// </summary>
internal static class ListedEnvironment
{
    /// <summary>The names in the list, in order.</summary>
    public static ImmutableArray<string> Names(Brand brand, IReadOnlyDictionary<string, string> exported) =>
        exported.TryGetValue(brand.HookEnvironmentVariable, out var list)
            ? [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Makes the environment.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="before">What was there before the first hook.</param>
    /// <param name="exported">What is exported after the last one.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        Brand brand, ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> exported) =>
        before.SetItems(Names(brand, exported)
            .Where(exported.ContainsKey)
            .Select(name => KeyValuePair.Create(name, exported[name])));

    /// <summary>Finds what is lost on the way to one of the places, since the image's own profile changes it.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="place">The place.</param>
    /// <param name="exported">What is exported after the last hook.</param>
    /// <param name="found">What is there.</param>
    public static IEnumerable<Diagnostic> Lost(
        Brand brand, string place, ImmutableSortedDictionary<string, string> exported, ImmutableSortedDictionary<string, string> found) =>
        from name in Names(brand, exported)
        let value = exported.GetValueOrDefault(name)
        where value is not null && found.GetValueOrDefault(name) != value
        select Diagnostic.Error(
            "FV020",
            $"{name}, which {brand.HookEnvironmentVariable} names, is {(found.ContainsKey(name) ? "another one" : "missing")} in the {place}",
            "Does a file in /etc/profile.d, ~/.profile or ~/.bash_profile of the image set or unset it?");
}
