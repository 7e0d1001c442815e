using System.Collections.Immutable;

namespace Fence.Tasks.Containers;

/// <summary>How the bash of a hook said it ended, and what was exported then.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Exported">The exported variables.</param>
/// <param name="Valueless">The names that are exported and have no value here.</param>
internal sealed record HookResult(HookState State, ImmutableSortedDictionary<string, string> Exported, ImmutableArray<string> Valueless)
{
    private static readonly HookResult Untold = new(HookState.Untold, ImmutableSortedDictionary<string, string>.Empty, []);

    // What bash itself keeps there.
    private static readonly string[] OfBash = ["PWD", "OLDPWD", "SHLVL", "_"];

    /// <summary>Reads what was told; null for nothing.</summary>
    public static HookResult Parse(string? told)
    {
        if (told?.Split('\0', StringSplitOptions.RemoveEmptyEntries) is not [var state, .. var variables])
            return Untold;
        if (state is not "ended")
            return Untold with { State = state switch { "begun" => HookState.Replaced, "not-executable" => HookState.NotExecutable, _ => HookState.NoFolder } };

        var own = variables.Where(variable => !OfBash.Contains(variable.Split('=')[0], StringComparer.Ordinal)).ToList();
        return new HookResult(
            HookState.Ended,
            own.Where(variable => variable.Contains('=', StringComparison.Ordinal)).ToImmutableSortedDictionary(
                variable => variable[..variable.IndexOf('=', StringComparison.Ordinal)],
                variable => variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..],
                StringComparer.Ordinal),
            [.. own.Where(variable => !variable.Contains('=', StringComparison.Ordinal))]);
    }
}

/// <summary>How far the bash of a hook came.</summary>
internal enum HookState
{
    /// <summary>It ended, and told what is exported.</summary>
    Ended,

    /// <summary>The hook made another program of it, or it was killed: nothing can be exported then.</summary>
    Replaced,

    /// <summary>The user may not execute the hook.</summary>
    NotExecutable,

    /// <summary>The application's folder cannot be entered.</summary>
    NoFolder,

    /// <summary>It could not tell: there is no bash, or nothing can be written to <c>/tmp</c>.</summary>
    Untold,
}
