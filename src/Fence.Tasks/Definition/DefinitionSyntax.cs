using System.Text.RegularExpressions;

namespace Fence.Tasks.Definition;

/// <summary>What single values of the definition have to look like.</summary>
internal static partial class DefinitionSyntax
{
    private const string Component = "[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*";
    private const string Host = @"(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?";

    /// <summary>
    /// A repository without a registry in front: the first part of such a name has no <c>.</c> and no <c>:</c>.
    /// </summary>
    public static bool IsRepository(string value) =>
        value.Length <= 255 && RepositoryPattern().IsMatch(value) && !NamesRegistry(value);

    /// <summary>Whether the first part of a name is read by Docker as the address of a registry.</summary>
    public static bool NamesRegistry(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return false;
        var first = value[..slash];
        return first is "localhost" || first.Contains('.', StringComparison.Ordinal)
            || first.Contains(':', StringComparison.Ordinal);
    }

    /// <summary>An image as one writes it behind <c>FROM</c>: registry, tag and digest are optional.</summary>
    public static bool IsReference(string value) => ReferencePattern().IsMatch(value);

    /// <summary><c>host[:port]</c>, without a scheme.</summary>
    public static bool IsRegistryAddress(string value) => AddressPattern().IsMatch(value);

    /// <summary>What a cluster or a node may be called: names become parts of file names and of lines in a log.</summary>
    public static bool IsName(string value) => NamePattern().IsMatch(value);

    /// <summary><c>component path</c>.</summary>
    public static ConfigKeyDefinition? ConfigKey(string value)
    {
        var match = ConfigKeyPattern().Match(value);
        return match.Success ? new ConfigKeyDefinition(match.Groups["component"].Value, match.Groups["path"].Value) : null;
    }

    /// <summary>What is wrong with an endpoint; null when nothing is. Never repeats the value: it may hold a password.</summary>
    public static string? FaultOfEndpoint(string value, params ReadOnlySpan<string> schemes)
    {
        // Blanks and escapes are what ssh and Docker would read in another way than Uri does.
        if (value.Any(c => c is '%' or <= ' ') || !Uri.TryCreate(value, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme))
            return "is not an endpoint";
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            return "holds a password";
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return "has something behind the address";
        return uri.Scheme switch
        {
            "unix" when uri.Host.Length > 0 || uri.AbsolutePath is "" or "/" => "names no socket",
            "tcp" when uri.Port <= 0 => "names no port",
            "unix" => null,
            _ when uri.Host.Length == 0 || uri.Host.StartsWith('-') || uri.UserInfo.StartsWith('-') => "names no host",
            _ when uri.AbsolutePath is not ("" or "/") => "has something behind the address",
            _ => null,
        };
    }

    /// <summary>
    /// A path relative to the root folder, with <c>/</c> and without detours; null when it leads out of it or is absolute.
    /// </summary>
    public static string? RelativePath(string value)
    {
        if (value.StartsWith('/') || value.Contains('\\', StringComparison.Ordinal)
            || value.Contains(':', StringComparison.Ordinal)
            || value.Contains('\0', StringComparison.Ordinal))
            return null;
        var parts = new List<string>();
        foreach (var part in value.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not "."))
        {
            if (part is not "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }
        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    /// <summary>Whether a relative path is inside a relative folder.</summary>
    public static bool IsInside(string path, string folder) =>
        folder is "." || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    [GeneratedRegex($@"\A{Component}(?:/{Component})*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(
        $@"\A(?:{Host}/)?{Component}(?:/{Component})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{{0,127}})?(?:@sha256:[0-9a-f]{{64}})?\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex($@"\A{Host}\z", RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(
        @"\A(?<component>[a-z][a-z0-9_]*) +(?<path>[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex ConfigKeyPattern();
}
