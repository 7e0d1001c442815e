namespace Fence.Simulation.Tests;

/// <summary>What the simulation is worth: each of these pipelines is broken in one place, and it is found.</summary>
public sealed class BrokenVariantTests
{
    private const int Enough = 5_000;

    [Theory]
    [InlineData("WritesTooEarly", "is named, and dea-")]
    [InlineData("KeepsLock", "has ended and left the lock to")]
    [InlineData("DoesNotReadBack", "says that api.test:5000/exampleco/stack-alsek:")]
    [InlineData("DoesNotCheckLock", "wrote while the lock was")]
    [InlineData("DoesNotCheckValue", "which it had never read")]
    [InlineData("DeafToInterruption", "after it was interrupted")]
    [InlineData("RollsBackUnasked", "is named, and dea-")]
    public void A_broken_pipeline_is_found(string variant, string finding)
    {
        var found = Enumerable.Range(0, Enough)
            .SelectMany(seed => Schedule.Run(seed, Enum.Parse<Variant>(variant)).Broken)
            .FirstOrDefault(broken => broken.Contains(finding, StringComparison.Ordinal));

        Assert.NotNull(found);
    }
}
