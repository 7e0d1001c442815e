using System.Globalization;
using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>Compiles the simulation with optimisations, and runs it.</summary>
internal static class SimulationRun
{
    public static async Task ExecuteAsync(AbsolutePath root, int schedules, int? seed, CancellationToken cancellationToken)
    {
        var folder = root / "artifacts" / "simulation";
        var published = await Dotnet.RunAsync(
            root,
            [
                "publish", "tests/Fence.Simulation.Tests", "--configuration", "Release", "--nologo", "--verbosity", "quiet",
                "-p:RunAnalyzers=false", "--output", folder,
            ],
            cancellationToken);
        if (!published)
            throw new InvalidOperationException("the simulation could not be built");

        // What the process inherits is the one way to hand numbers to a test.
        Environment.SetEnvironmentVariable("FENCE_SCHEDULES", schedules.ToString(CultureInfo.InvariantCulture));
        Environment.SetEnvironmentVariable("FENCE_SEED", seed?.ToString(CultureInfo.InvariantCulture));
        if (!await Dotnet.RunAsync(root, [folder / "Fence.Simulation.Tests.dll", "-class", "Fence.Simulation.Tests.SimulationTests", "-showLiveOutput"], cancellationToken))
            throw new InvalidOperationException("a schedule broke what must not break; its seed is above");
    }
}
