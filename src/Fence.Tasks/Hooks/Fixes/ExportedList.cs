using Fence.Tasks.Definition;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Exports <c>HELION_HOOK_ENV</c> where the hook only sets it.</summary>
internal sealed class ExportedList : IHookFix
{
    public string Code => "FH015";

    public string Mend(string text, Brand brand)
    {
        var variables = new HookVariables(ShellParser.Parse(text));
        if (variables.Exports.Any(export => string.Equals(export.Name, brand.HookEnvironmentVariable, StringComparison.Ordinal)))
            return text;
        var alone = variables.Commands.FirstOrDefault(command => command.Words.IsEmpty && command.Assignments is [{ } only]
            && string.Equals(only.Name, brand.HookEnvironmentVariable, StringComparison.Ordinal));
        return alone is null ? text : text.Insert(alone.Start, "export ");
    }
}
