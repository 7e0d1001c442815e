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

    /// <summary>Reads a command, also behind sudo and the like; null when it is none of apt's.</summary>
    public static AptCommand? Of(ShellCommand command)
    {
        var words = command.Words.Select(word => word.Literal ?? word.LiteralPrefix).ToList();
        var program = words.FindIndex(word => IsApt(word) || !IsWrapper(word));
        if (program < 0 || !IsApt(words[program]))
            return null;
        words.RemoveRange(0, program + 1);
        var verb = words.Where((word, i) => !word.StartsWith('-') && (i == 0 || !TakesNextWord(words[i - 1]))).FirstOrDefault();
        return verb is null ? null : new AptCommand(verb, [.. words]);
    }

    private static bool IsApt(string word) => word[(word.LastIndexOf('/') + 1)..] is "apt-get" or "apt";

    /// <summary>What may stand before a command's name: another command that runs it, its options, and variables.</summary>
    private static bool IsWrapper(string word) =>
        word[(word.LastIndexOf('/') + 1)..] is "sudo" or "env" or "command" or "exec" or "nice" or "eatmydata" or "time"
        || word.StartsWith('-') || word.Contains('=', StringComparison.Ordinal);

    private static bool TakesNextWord(string option) =>
        option is "-o" or "-c" or "-t" or "--option" or "--config-file" or "--target-release" or "--default-release";

    private static bool SaysYes(string word) =>
        word is "--yes" or "--assume-yes" or "--quiet=2" || word.Contains("Assume-Yes=true", StringComparison.OrdinalIgnoreCase)
        || (word is ['-', not '-', ..] && Letters(word) is var letters && (letters.Contains('y') || letters.Count('q') > 1));

    /// <summary>The options of a word such as <c>-yq</c>; what follows an option with a value is that value.</summary>
    private static ReadOnlySpan<char> Letters(string word) =>
        word.AsSpan(1, word.AsSpan(1).IndexOfAny('o', 'c', 't') is >= 0 and var value ? value : word.Length - 1);
}
