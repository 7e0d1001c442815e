using Fence.Tasks.Definition;

namespace Fence.Tasks.Kato;

/// <summary>kato's command lines, computed and not run (DOMAIN section 3).</summary>
public static class KatoCommand
{
    private const string Program = "kato";

    /// <summary>Asks for a value as JSON.</summary>
    public static IReadOnlyList<string> ConfigGet(ConfigKeyDefinition key) =>
        [Program, "config", "get", "--json", key.Component, key.Path];

    /// <summary>Sets a value given as JSON. Where the type changes, <c>--force</c> says that this is meant.</summary>
    public static IReadOnlyList<string> ConfigSet(ConfigKeyDefinition key, ConfigValue value, bool changesType) =>
        changesType
            ? [Program, "config", "set", "--json", "--force", key.Component, key.Path, value.ToJson()]
            : [Program, "config", "set", "--json", key.Component, key.Path, value.ToJson()];
}
