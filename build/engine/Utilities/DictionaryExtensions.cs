namespace Nuke.Common.Utilities.Collections;

/// <summary>Lets dictionaries be filled in a chain, as <see cref="NukeBuild.ReportSummary"/> wants it.</summary>
public static class DictionaryExtensions
{
    /// <summary>Adds a pair with the value as text, and returns the dictionary.</summary>
    /// <exception cref="ArgumentException">The key is already there.</exception>
    public static IDictionary<TKey, string> AddPair<TKey, TValue>(
        this IDictionary<TKey, string> dictionary, TKey key, TValue value)
    {
        dictionary.Add(key, value?.ToString() ?? "");
        return dictionary;
    }
}
