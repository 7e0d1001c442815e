using Fence.Tasks.Hooks;
using Fence.Tasks.Hooks.Fixes;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target FixHooks => _ => _
        .Description("Mends what has one right answer in the hooks, and shows the difference")
        .Executes(() => Run.QueryAsync(nameof(FixHooks), stage => FixAsync(stage, writes: true), (_, stage) => FixAsync(stage, writes: false)));

    private static async Task FixAsync(Stage stage, bool writes)
    {
        var definition = stage.Definition;
        var hooks = HookFolderReader.Read(definition.RootDirectory, definition.Image.Hooks).Hooks;
        var modes = await GitIndex.ReadModesAsync(definition.RootDirectory, definition.Image.Hooks, stage.Interrupted);
        var mended = hooks.Select(hook => HookFixes.Mend(hook, definition.Brand, modes.GetValueOrDefault(hook.Path))).OfType<FixedHook>().ToList();
        foreach (var line in mended.SelectMany(hook => FixDiff.Lines(hook, definition.Brand)))
            stage.Say(line);
        foreach (var hook in writes ? mended : [])
            await HookFixWriter.WriteAsync(definition.RootDirectory, hook, stage.Interrupted);
        stage.Say(mended.Count == 0 ? "nothing to mend" : $"{mended.Count} hooks {(writes ? "mended" : "would be mended")}; ValidateHooks says what is left");
    }
}
