using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts;

/// <summary>What a cluster's configuration names, and which DEA has it.</summary>
public sealed record ClusterStatus
{
    /// <summary>The cluster's name.</summary>
    public required string Cluster { get; init; }

    /// <summary>The key that was read.</summary>
    public required string Key { get; init; }

    /// <summary>The configured images: the first is used, the others are fallbacks.</summary>
    public required ImmutableArray<string> Configured { get; init; }

    /// <summary>The DEAs, in the order of the definition.</summary>
    public required ImmutableArray<DeaStatus> Deas { get; init; }

    /// <summary>Whether every DEA has the first configured image, with one image ID.</summary>
    public bool IsConsistent =>
        Configured.Length > 0
        && Deas.All(dea => dea.Problem is null && dea.Images[0] is not null)
        && Deas.Select(dea => dea.Images[0]!.Id).Distinct(StringComparer.Ordinal).Count() <= 1;

    /// <summary>Asks the Core node and every DEA; changes nothing. A DEA that does not answer is told as such.</summary>
    /// <exception cref="FenceException">kato could not be asked.</exception>
    public static async Task<ClusterStatus> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var key = cluster.Definition.ConfigKey;
        var configured = (await cluster.Kato.GetAsync(key, cancellationToken)).Entries;
        return new ClusterStatus
        {
            Cluster = cluster.Definition.Name,
            Key = key.ToString(),
            Configured = configured,
            Deas = [.. await Task.WhenAll(cluster.Deas.Select(dea => AskAsync(dea, configured, cancellationToken)))],
        };
    }

    private static async Task<DeaStatus> AskAsync(DeaNode dea, ImmutableArray<string> configured, CancellationToken cancellationToken)
    {
        try
        {
            var engine = await dea.Engine.GetVersionAsync(cancellationToken);
            var images = ImmutableArray.CreateBuilder<HeldImage?>(configured.Length);
            foreach (var reference in configured)
            {
                var image = await dea.Engine.FindImageAsync(reference, cancellationToken);
                images.Add(image is null ? null : new HeldImage(image.Id, [.. image.Digests.Order(StringComparer.Ordinal)]));
            }

            return new DeaStatus(dea.Name, engine.Version, images.ToImmutable(), Problem: null);
        }
        catch (FenceException reason)
        {
            return new DeaStatus(dea.Name, Engine: null, [], reason.Message);
        }
    }
}

/// <summary>What one DEA has.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Engine">Its engine's version; null where it did not answer.</param>
/// <param name="Images">For each configured image what it has under that name; null where it has nothing.</param>
/// <param name="Problem">Why it could not be asked; null when it could.</param>
public sealed record DeaStatus(string Node, string? Engine, ImmutableArray<HeldImage?> Images, string? Problem);

/// <summary>An image that a DEA has.</summary>
/// <param name="Id">The image ID.</param>
/// <param name="Digests">The names with digests under which it came.</param>
public sealed record HeldImage(string Id, ImmutableArray<string> Digests);
