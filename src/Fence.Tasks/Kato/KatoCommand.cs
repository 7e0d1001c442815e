using Fence.Tasks.Definition;

namespace Fence.Tasks.Kato;

/// <summary>kato's command lines, computed and not run (DOMAIN section 3).</summary>
public static class KatoCommand
{
    /// <summary>The exit code of a guarded write that found another value.</summary>
    public const int ValueChanged = 104;

    private const string Program = "kato";

    // What follows the five arguments of the guard is the writing command itself.
    private const string Guarded = """
        [ "$(head -n 1 lock 2>/dev/null)" = "$1" ] || exit 103
        out=$(kato config get --json "$2" "$3") || exit $?
        [ "$(printf '%s\n' "$out" | grep -v '^WARNING:')" = "$4" ] || exit 104
        shift 4
        "$@"
        """;

    /// <summary>Asks for a value as JSON.</summary>
    public static IReadOnlyList<string> ConfigGet(ConfigKeyDefinition key) =>
        [Program, "config", "get", "--json", key.Component, key.Path];

    /// <summary>Sets a value given as JSON, or removes the key. Where the type changes, <c>--force</c> says that this is meant.</summary>
    public static IReadOnlyList<string> ConfigSet(ConfigKeyDefinition key, ConfigValue value, bool changesType) => value switch
    {
        ConfigValue.Missing => [Program, "config", "del", key.Component, key.Path],
        _ when changesType => [Program, "config", "set", "--json", "--force", key.Component, key.Path, value.ToJson()],
        _ => [Program, "config", "set", "--json", key.Component, key.Path, value.ToJson()],
    };

    /// <summary>The same, run on the Core node only if the guard holds there.</summary>
    public static IReadOnlyList<string> ConfigSet(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard) => CoreFolder.Command(
        Guarded, [guard.LockToken, key.Component, key.Path, guard.Before.Text, .. ConfigSet(key, value, ConfigPlan.ChangesType(guard.Before.Value, value))]);

    /// <summary>Asks for the nodes as JSON.</summary>
    public static IReadOnlyList<string> NodeConfig { get; } = [Program, "config", "get", "node", "--json"];

    /// <summary>Asks for the nodes in words, which every release can.</summary>
    public static IReadOnlyList<string> NodeList { get; } = [Program, "node", "list"];

    /// <summary>Restarts a process on every node.</summary>
    public static IReadOnlyList<string> Restart(string process) => [Program, "process", "restart", "-c", process];
}
