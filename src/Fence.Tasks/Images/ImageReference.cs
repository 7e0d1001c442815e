using System.Text.RegularExpressions;

namespace Fence.Tasks.Images;

/// <summary>What people call an image: registry, repository, tag.</summary>
/// <param name="Registry">The registry's address, such as <c>api.paas.example.com:5000</c>; null for a name without one.</param>
/// <param name="Repository">The repository, such as <c>exampleco/stack-alsek</c>.</param>
/// <param name="Tag">The tag.</param>
/// <remarks>The grammar is that of the <c>distribution/reference</c> specification.</remarks>
public sealed partial record ImageReference(string? Registry, string Repository, string Tag)
{
    /// <summary>The tag that is meant when none is written.</summary>
    public const string DefaultTag = "latest";

    /// <summary>The most characters that a tag has.</summary>
    public const int LongestTag = 128;

    /// <summary>Whether a text can be a tag.</summary>
    public static bool IsTag(string text) => TagGrammar().IsMatch(text);

    /// <summary>Registry and repository, as engines take a name apart: <c>api.paas.example.com:5000/exampleco/stack-alsek</c>.</summary>
    public string Name => Registry is null ? Repository : $"{Registry}/{Repository}";

    /// <summary>The name of exactly one image, whatever happens to tags.</summary>
    public string WithDigest(string digest) => $"{Name}@{digest}";

    /// <summary>Reads a reference; null when <paramref name="text"/> is none, or names a digest.</summary>
    public static ImageReference? Parse(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success)
            return null;

        var registry = match.Groups["registry"] is { Success: true } named ? named.Value : null;
        var tag = match.Groups["tag"] is { Success: true } tagged ? tagged.Value : DefaultTag;
        return new ImageReference(registry, match.Groups["repository"].Value, tag);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}:{Tag}";

    // The first component is a registry only when it has a dot or a port, or is localhost; else it belongs to the repository.
    [GeneratedRegex(
        @"^(?:(?<registry>localhost(?::\d+)?|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+(?::\d+)?|[a-zA-Z0-9-]+:\d+|\[[0-9a-fA-F:]+\](?::\d+)?)/)?"
        + @"(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
        + @"(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex TagGrammar();
}
