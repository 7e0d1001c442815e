using System.Collections.Immutable;

namespace Fence.Tasks.Hooks;

/// <summary>The names a hook can have; fence looks for exactly these (DOMAIN section 5).</summary>
public static class HookName
{
    /// <summary>Before an application is staged.</summary>
    public const string PreStaging = "pre-staging";

    /// <summary>After an application is staged.</summary>
    public const string PostStaging = "post-staging";

    /// <summary>Before each start of an application.</summary>
    public const string PreRunning = "pre-running";

    /// <summary>All of them, in the order in which they run.</summary>
    public static ImmutableArray<string> All { get; } = [PreStaging, PostStaging, PreRunning];

    /// <summary>Whether a file of that name is a hook.</summary>
    public static bool IsHook(string name) => All.Contains(name, StringComparer.Ordinal);
}
