using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Runs;

/// <summary>Tries again what failed for a reason that may pass, after pauses that grow and that chance shortens.</summary>
/// <param name="clock">Measures the pauses.</param>
/// <param name="chance">Gives numbers from 0 up to 1, so that many nodes do not come back at the same moment.</param>
public sealed class Retry(TimeProvider clock, Func<double> chance)
{
    /// <summary>How often something is tried, the first time included.</summary>
    public const int Attempts = 4;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>For real runs.</summary>
    public static Retry On(TimeProvider clock) => new(clock, Random.Shared.NextDouble);

    /// <summary>Acts, and acts again while the failure is of a kind that may pass.</summary>
    /// <param name="act">What is tried; it has to be safe to do twice.</param>
    /// <param name="pausing">Is told the failure and the pause before each further attempt; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">The last attempt's failure, or the first one of a kind that does not pass.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> act, Action<FenceException, TimeSpan>? pausing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (FenceException failure) when (attempt < Attempts && failure.Kind.IsTransient() && !cancellationToken.IsCancellationRequested)
            {
                var pause = PauseAfter(attempt);
                pausing?.Invoke(failure, pause);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    /// <summary>The same for what has no result.</summary>
    public Task RunAsync(Func<Task> act, Action<FenceException, TimeSpan>? pausing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        return RunAsync(Act, pausing, cancellationToken);

        async Task<bool> Act()
        {
            await act();
            return true;
        }
    }

    // Half of the pause is certain: without it, chance could make it none at all.
    private TimeSpan PauseAfter(int attempt)
    {
        var longest = TimeSpan.FromTicks(Math.Min(First.Ticks << (attempt - 1), Longest.Ticks));
        return longest * (0.5 + chance() / 2);
    }
}
