using System.Collections.Immutable;
using Fence.Tasks.Containers.Contracts;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Containers;

/// <summary>Lets an application live on an image as fence would, and holds the image to the contract.</summary>
/// <param name="engine">The engine that has the image.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class ImageVerifier(IDockerHost engine, IRunEvents events, TimeProvider clock)
{
    /// <summary>Verifies an image.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="source">What it is held to.</param>
    /// <param name="cancellationToken">Ends it; no container is left.</param>
    /// <exception cref="FenceException">The engine cannot be reached, or does not have the image. What is wrong with the image is in the report.</exception>
    public async Task<VerificationReport> VerifyAsync(string imageId, VerificationSource source, CancellationToken cancellationToken)
    {
        var contract = await source.ComputeDigestAsync(cancellationToken);
        var life = new ApplicationLife(engine, events, clock);
        var request = new LifeRequest
        {
            Image = imageId,
            Brand = source.Brand,
            Application = source.Application,
            Declared = source.Declared,
            HookTimeLimit = TimeSpan.FromSeconds(source.Contract.HookSeconds),
            StartTimeLimit = TimeSpan.FromSeconds(source.Contract.StartSeconds),
            IsPrivileged = source.IsPrivileged,
        };
        var lived = await life.RunAsync(request, cancellationToken);
        var image = await engine.Containers.FindDefaultsAsync(imageId, cancellationToken);
        var held = image is null ? [] : await HoldAsync(source, image, life.Specify(request), cancellationToken);
        var cases = lived.Steps.Select(Case).Concat(held).ToImmutableArray();
        return new VerificationReport(cases, new Verification
        {
            ImageId = imageId,
            Contract = contract,
            IsGood = cases.All(each => each.Outcome != TestOutcome.Failed),
            EndedAt = clock.GetUtcNow(),
            Tried = cases.Count(each => each.Outcome != TestOutcome.Skipped),
            Failures = [.. cases.SelectMany(each => each.Findings).Select(finding => finding.ToString())],
        });
    }

    private async Task<ImmutableArray<TestCase>> HoldAsync(
        VerificationSource source, ImageDefaults image, ContainerSpecification wanted, CancellationToken cancellationToken)
    {
        events.Tell(new StepTaken("holding the image to the contract of fence.yml"));
        return await new ContractRun(engine, clock).RunAsync(source.Contract, image, wanted, cancellationToken);
    }

    private static TestCase Case(LifeStepReport step) => new(
        "life",
        step.Name,
        step.Outcome switch
        {
            LifeOutcome.Passed => TestOutcome.Passed,
            LifeOutcome.Failed => TestOutcome.Failed,
            _ => TestOutcome.Skipped,
        })
    {
        Seconds = step.Seconds,
        Findings = step.Findings,
        Output = step.Lines,
    };
}

/// <summary>What a verification came to.</summary>
/// <param name="Cases">Everything that was tried.</param>
/// <param name="Verification">What stays in the record.</param>
public sealed record VerificationReport(ImmutableArray<TestCase> Cases, Verification Verification)
{
    /// <summary>Everything that is wrong.</summary>
    public IEnumerable<Diagnostic> Findings => Cases.SelectMany(each => each.Findings);

    /// <summary>The result in a sentence without a full stop.</summary>
    public string Sentence => Verification.IsGood
        ? $"the image is as fence needs it and as fence.yml wants it: {Verification.Tried} tried, none failed"
        : $"{Cases.Count(each => each.Outcome == TestOutcome.Failed)} of {Verification.Tried} tried failed";
}
