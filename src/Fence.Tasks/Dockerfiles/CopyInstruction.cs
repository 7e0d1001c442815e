using System.Collections.Immutable;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A <c>COPY</c> or <c>ADD</c> from the context, variables put in where the Dockerfile says what they are.</summary>
/// <param name="Sources">What is copied; addresses of the network are left out.</param>
/// <param name="Target">Where to.</param>
internal sealed record CopyInstruction(ImmutableArray<string> Sources, string Target)
{
    /// <summary>Reads an instruction; null when it copies nothing of the context.</summary>
    public static CopyInstruction? Of(Instruction instruction)
    {
        if (instruction.Keyword is not ("COPY" or "ADD") || instruction.HasFlag("from") || !instruction.HereDocuments.IsEmpty)
            return null;
        return instruction.Words is [.. var sources, var target] && !sources.IsEmpty
            ? new CopyInstruction([.. sources.Where(source => !IsAddress(source)).Select(instruction.Expand)], instruction.Expand(target))
            : null;
    }

    /// <summary>Whether a source is fetched from the network.</summary>
    public static bool IsAddress(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal);

    /// <summary>
    /// The path that a file of the context gets in the image; null when it is not one of <see cref="Sources"/>.
    /// </summary>
    /// <param name="path">The file, relative to the context.</param>
    /// <param name="source">The source it was found by.</param>
    public string PathInImage(string path, string source)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var folder = (source.StartsWith("./", StringComparison.Ordinal) ? source[2..] : source).Trim('/');
        if (folder is "." or "")
            return $"{Target.TrimEnd('/')}/{path}";
        if (path.StartsWith($"{folder}/", StringComparison.Ordinal))
            return $"{Target.TrimEnd('/')}/{path[(folder.Length + 1)..]}";
        return Target.EndsWith('/') || Sources.Length > 1 || source.AsSpan().ContainsAny('*', '?', '[') ? $"{Target.TrimEnd('/')}/{name}" : Target;
    }
}
