using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>A name under which people get the image that a release manager chose, such as <c>stable</c>.</summary>
public sealed record ChannelDefinition
{
    /// <summary>Its name, which is the tag, too.</summary>
    public required string Name { get; init; }

    /// <summary>The repository that has the tag; null means the image's own.</summary>
    public string? Repository { get; init; }

    /// <summary>The registry that has the repository; null means the cluster's.</summary>
    public RegistryDefinition? Registry { get; init; }

    /// <summary>Whether only an image is promoted whose commit a tag in git names.</summary>
    public bool NeedsGitTag { get; init; }

    /// <summary>Whether only an image is promoted that VerifyImage found good.</summary>
    public bool NeedsVerification { get; init; }

    /// <summary>The cluster that an image has to have been on, and for how long; null where none.</summary>
    public ChannelCanary? Canary { get; init; }

    /// <summary>Whether an image is held back that lacks a package of the channel's former image.</summary>
    public bool KeepsPackages { get; init; }

    /// <summary>Whether an image is held back that gives a privilege which the channel's former image did not give.</summary>
    public bool AllowsNoNewPrivileges { get; init; }

    /// <summary>The packages that may go and the privileges that may come, and who answers for that.</summary>
    public ImmutableArray<AcknowledgedChange> Acknowledgements { get; init; } = [];

    /// <summary>Who has to approve; null where nobody.</summary>
    public ChannelApprovers? Approvers { get; init; }
}

/// <summary>A cluster that an image has to have been on before it is promoted.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="For">For how long its configuration has to have named the image first, without a break.</param>
/// <param name="Span">Where the cluster is named; null where that is in no file.</param>
public sealed record ChannelCanary(string Cluster, TimeSpan For, SourceSpan? Span = null);

/// <summary>A change from a channel's former image that somebody answers for.</summary>
/// <param name="Change">The change, as the refusal names it; <c>*</c> stands for any characters.</param>
/// <param name="Given">Who answers for it, why, and until when.</param>
public sealed record AcknowledgedChange(string Change, Acknowledgement Given);

/// <summary>Who may approve a promotion.</summary>
/// <param name="Names">The people, as CI servers or systems know them.</param>
/// <param name="Needed">How many of them have to.</param>
/// <param name="PromoterCounts">Whether the approval of who promotes counts, too.</param>
public sealed record ChannelApprovers(ImmutableArray<string> Names, int Needed, bool PromoterCounts);
