using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Reports;

/// <summary>What the stages of a run left behind: the file <c>artifacts/run.json</c>. A later target goes on from it, in another job or on another day.</summary>
public sealed record RunRecord
{
    /// <summary>The form of this file; a reader refuses what it does not know.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The form that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The cluster that the run is for.</summary>
    public required string Cluster { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What validation found; null before it ran.</summary>
    public ValidationSummary? Validation { get; init; }

    /// <summary>What BuildImage made.</summary>
    public BuiltImage? Built { get; init; }

    /// <summary>What VerifyImage came to, last; also where the image failed.</summary>
    public Verification? Verified { get; init; }

    /// <summary>What PushRegistry published.</summary>
    public PublishedImage? Published { get; init; }

    /// <summary>What RolloutDeas did.</summary>
    public RolloutResult? Rollout { get; init; }

    /// <summary>What SetFenceConfig changed.</summary>
    public ConfigChange? Config { get; init; }

    /// <summary>The stages, in the order in which they ended; a stage that ran twice is there once, as it last ended.</summary>
    public ImmutableArray<StageRecord> Stages { get; init; } = [];

    /// <summary>Takes up what was built. What a later stage did with another image is no longer this run's.</summary>
    public RunRecord With(BuiltImage built) => built.Id == Built?.Id && built.Tag == Built.Tag
        ? this with { Built = built }
        : this with { Built = built, Verified = built.Id == Verified?.ImageId ? Verified : null, Published = null, Rollout = null, Config = null };

    /// <summary>Takes up what was published. What a later stage did with another image is no longer this run's.</summary>
    public RunRecord With(PublishedImage published) => published.PinnedReference == Published?.PinnedReference && published.Tag == Published.Tag
        ? this with { Published = published }
        : this with { Published = published, Rollout = null, Config = null };

    /// <summary>Whether BuildImage and the stages behind it can go on from this record, since the sources are still those it was made from.</summary>
    /// <param name="source">The sources as they are now.</param>
    /// <param name="cancellationToken">Ends the reading of the context.</param>
    public async Task<bool> IsBuiltFromAsync(ImageSource source, CancellationToken cancellationToken) =>
        Built is not null && (await source.RecipeAsync(Built.BaseId, Built.FurtherIds, cancellationToken)).Digest == Built.DefinitionDigest;

    /// <summary>Adds a stage's end.</summary>
    public RunRecord WithStage(StageRecord stage) => this with { Stages = [.. Stages.Where(s => s.Name != stage.Name), stage] };
}

/// <summary>How validation ended.</summary>
/// <param name="Errors">The number of errors.</param>
/// <param name="Warnings">The number of warnings.</param>
/// <param name="Diagnostics">The findings.</param>
public sealed record ValidationSummary(int Errors, int Warnings, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Sums a report up.</summary>
    public static ValidationSummary Of(DiagnosticReport report) => new(report.Errors, report.Warnings, report.Diagnostics);
}

/// <summary>How a stage ended.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
public sealed record StageRecord(string Name, StageOutcome Outcome, DateTimeOffset EndedAt, double Seconds, string? Reason = null);
