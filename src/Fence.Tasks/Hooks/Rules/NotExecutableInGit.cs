using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>The mode in git's index is what every other checkout gets, this machine's file system aside.</summary>
internal sealed class NotExecutableInGit : IHookRule
{
    public Rule Rule { get; } = new("FH022", Severity.Error, "git has the hook without its executable bit");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from hook in inspection.Hooks
        // Where the file lacks it as well, FH004 says so and how to mend both.
        where hook.Script.IsExecutable != false
        where inspection.Surroundings.GitModes.TryGetValue(hook.Script.Path, out var mode) && mode is GitIndex.PlainFile
        select Rule.Finding(
            $"git has {hook.Script.Name} with mode 100644: the next checkout is not executable",
            $"Run 'git update-index --chmod=+x {hook.Script.Path}', or ./build.sh FixHooks, and commit.",
            hook.Whole);
}
