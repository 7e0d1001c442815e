using System.Collections.Concurrent;
using System.Globalization;

namespace Fence.Simulation.Tests;

/// <summary>
/// The classes that ship, with only their ports replaced, on schedules chosen by seeds. <c>FENCE_SCHEDULES</c> says how many,
/// <c>FENCE_SEED</c> runs a single one and prints its course.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Schedules = 20_000;

    [Fact]
    public void The_invariants_hold_on_every_schedule()
    {
        if (Number("FENCE_SEED") is { } only)
        {
            Assert.Equal("", Failure(only));
            return;
        }

        var count = Number("FENCE_SCHEDULES") ?? Schedules;
        var steps = 0L;
        var broken = new ConcurrentBag<int>();
        Parallel.For(0, count, (seed, loop) =>
        {
            var course = Schedule.Run(seed);
            Interlocked.Add(ref steps, course.Steps);
            if (course.Broken.Count == 0)
                return;
            broken.Add(seed);
            if (broken.Count > 5)
                loop.Stop();
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} schedules, {steps} steps"));
        Assert.True(broken.IsEmpty, string.Join("\n\n", broken.Order().Take(3).Select(Failure)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_course()
    {
        for (var seed = 0; seed < 200; seed++)
            Assert.Equal(Schedule.Run(seed).Fingerprint, Schedule.Run(seed).Fingerprint);
    }

    private static string Failure(int seed)
    {
        var trace = new List<string>();
        var course = Schedule.Run(seed, trace: trace);
        return course.Broken.Count == 0
            ? ""
            : $"seed {seed} (again: FENCE_SEED={seed}): {string.Join("; ", course.Broken)}\n{string.Join('\n', trace.TakeLast(400))}";
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
