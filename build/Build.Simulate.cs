using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("How many schedules Simulate runs")]
    private readonly int Schedules = 1_000_000;

    [Parameter("The one schedule that Simulate runs, to see what broke in it")]
    private readonly int? Seed;

    private Target Simulate => _ => _
        .Description("Runs rollouts on simulated clusters in which everything goes wrong that can, and checks that none breaks")
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => SimulationRun.ExecuteAsync(RootDirectory, Schedules, Seed, Interrupted));
}
