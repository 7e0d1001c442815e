using System.Collections.Immutable;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A <c>COPY</c> or <c>ADD</c> from the context.</summary>
/// <param name="Sources">What is copied, as it stands there.</param>
/// <param name="Target">Where to.</param>
internal sealed record CopyInstruction(ImmutableArray<string> Sources, string Target)
{
    /// <summary>Reads an instruction; null when it copies nothing of the context.</summary>
    public static CopyInstruction? Of(Instruction instruction)
    {
        if (instruction.Keyword is not ("COPY" or "ADD") || instruction.HasFlag("from") || !instruction.HereDocuments.IsEmpty)
            return null;
        return instruction.Words is [.. var sources, var target] && !sources.IsEmpty
            ? new CopyInstruction([.. sources.Where(source => !source.Contains("://", StringComparison.Ordinal))], target)
            : null;
    }
}
