using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Test => _ => _
        .Description("Runs all tests; those against real Docker make clouds of their own and remove them")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => TestRun.ExecuteAsync(RootDirectory, withDocker: true, Interrupted));

    private Target TestUnit => _ => _
        .Description("Runs the tests that need no Docker, in seconds")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => TestRun.ExecuteAsync(RootDirectory, withDocker: false, Interrupted));
}
