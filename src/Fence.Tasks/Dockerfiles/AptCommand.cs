using System.Collections.Immutable;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A call of <c>apt-get</c> or <c>apt</c>.</summary>
/// <param name="Verb">What it does: <c>install</c>.</param>
/// <param name="Words">Its arguments, as far as they are known.</param>
internal sealed record AptCommand(string Verb, ImmutableArray<string> Words)
{
    /// <summary>Whether it goes on without asking.</summary>
    public bool AnswersYes => Words.Any(SaysYes);

    /// <summary>Whether it leaves out what packages recommend.</summary>
    public bool LeavesRecommended => Words.Any(word =>
        word is "--no-install-recommends"
        || word.Contains("Install-Recommends=false", StringComparison.OrdinalIgnoreCase)
        || word.Contains("Install-Recommends=0", StringComparison.OrdinalIgnoreCase)
        || word.Contains("Install-Recommends=no", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a command; null when it is none of apt's.</summary>
    public static AptCommand? Of(ShellCommand command)
    {
        if (command.Name is not ("apt-get" or "apt"))
            return null;
        var words = command.Arguments.Select(word => word.Literal ?? word.LiteralPrefix).ToImmutableArray();
        // "-o" takes the next word with it.
        var verb = words.Where(
            (word, i) => !word.StartsWith('-') && (i == 0 || words[i - 1] is not ("-o" or "-c" or "-t"))).FirstOrDefault();
        return verb is null ? null : new AptCommand(verb, words);
    }

    private static bool SaysYes(string word) =>
        word is "--yes" or "--assume-yes" or "--quiet=2" || word.Contains("Assume-Yes=true", StringComparison.OrdinalIgnoreCase)
        || (word.Length > 1 && word[0] == '-' && word[1] != '-'
            && (word.Contains('y', StringComparison.Ordinal) || word.Count(c => c == 'q') > 1));
}
