using Polly;
using Polly.Retry;

namespace Fence.Tasks.Registries;

/// <summary>How often a registry is asked again where that may help, by the class of its failure; waits grow, and differ from run to run.</summary>
internal sealed class RegistryRetries(TimeProvider clock)
{
    // The longest that a registry's own wish to be left alone is followed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>For questions: some two seconds, since a registry that is down should be told soon.</summary>
    public ResiliencePipeline Short { get; } = Pipeline(clock, attempts: 3);

    /// <summary>For what would be a pity to begin anew: long enough for a registry that is restarted, half a minute.</summary>
    public ResiliencePipeline Long { get; } = Pipeline(clock, attempts: 7);

    private static ResiliencePipeline Pipeline(TimeProvider clock, int attempts) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = attempts,
            Delay = TimeSpan.FromMilliseconds(250),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            MaxDelay = TimeSpan.FromSeconds(15),
            ShouldHandle = arguments => ValueTask.FromResult(RegistryException.Of(arguments.Outcome.Exception) is { IsTransient: true }),
            DelayGenerator = arguments => ValueTask.FromResult(
                RegistryException.Of(arguments.Outcome.Exception)?.RetryAfter is { } wish ? Smaller(wish, LongestWait) : (TimeSpan?)null),
        })
        .Build();

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
