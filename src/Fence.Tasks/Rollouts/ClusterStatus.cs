using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts;

/// <summary>What a cluster's configuration names, which DEA has it, and what applications run on.</summary>
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

    /// <summary>Whether every DEA in service has the first configured image, with one image ID.</summary>
    public bool IsConsistent => Drift.IsEmpty;

    /// <summary>What is not as it has to be, a sentence each: the configuration names an image that a DEA in service lacks, or has in another form.</summary>
    public ImmutableArray<string> Drift
    {
        get
        {
            if (Configured.IsEmpty)
                return [$"{Key} names no image"];
            var inService = Deas.Where(dea => dea.OutOfService is null).ToList();
            var ids = inService.Select(dea => dea.First?.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return
            [
                .. inService.Where(dea => dea.Problem is not null).Select(dea => $"{dea.Node} does not answer: {dea.Problem}"),
                .. inService.Where(dea => dea is { Problem: null, First: null }).Select(dea => $"{dea.Node} lacks {Configured[0]}"),
                .. ids.Count > 1
                    ? inService.Where(dea => dea.First is not null).Select(dea => $"{dea.Node} has {dea.First!.Id} as {Configured[0]}")
                    : [],
            ];
        }
    }

    /// <summary>What is no drift and still worth knowing: applications that were started before the last change.</summary>
    public ImmutableArray<string> Notes =>
    [
        .. Deas.Where(dea => dea.OutOfService is not null).Select(dea => $"{dea.Node} is out of service: {dea.OutOfService}"),
        .. from dea in Deas
           from image in dea.Running
           where image.ImageId != dea.First?.Id
           select string.Create(
               CultureInfo.InvariantCulture, $"{image.Containers} containers on {dea.Node} run on {image.Image} until their applications are restarted"),
    ];

    /// <summary>Asks the Core node and every DEA; changes nothing. A DEA that does not answer is told as such.</summary>
    /// <exception cref="FenceException">kato could not be asked.</exception>
    public static async Task<ClusterStatus> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var key = cluster.Definition.ConfigKey;
        var configured = (await cluster.Kato.GetAsync(key, cancellationToken)).Entries;
        return new ClusterStatus
        {
            Cluster = cluster.Definition.Name,
            Key = key.ToString(),
            Configured = configured,
            Deas = await AskAsync(cluster.Deas, configured, cancellationToken),
        };
    }

    /// <summary>Asks DEAs, many at a time.</summary>
    internal static async Task<ImmutableArray<DeaStatus>> AskAsync(
        ImmutableArray<DeaNode> deas, ImmutableArray<string> configured, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, DeaStatus>(StringComparer.Ordinal);
        await BoundedRun<DeaNode>.RunAsync(
            deas,
            dea => dea.Zone,
            RolloutCheck.Parallelism,
            limitPerZone: null,
            () => cancellationToken.IsCancellationRequested,
            async dea => answers[dea.Name] = await AskAsync(dea, configured, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. deas.Select(dea => answers[dea.Name])];
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

            var containers = await dea.Engine.Containers.ListAsync(label: null, cancellationToken);
            return new DeaStatus(dea.Name, engine.Version, images.ToImmutable(), Problem: null)
            {
                OutOfService = dea.OutOfService,
                Running =
                [
                    .. containers.Where(container => container.IsRunning)
                        .GroupBy(container => container.ImageId, StringComparer.Ordinal)
                        .Select(group => new RunningImage(group.First().Image, group.Key, group.Count()))
                        .OrderBy(image => image.Image, StringComparer.Ordinal),
                ],
            };
        }
        catch (FenceException reason)
        {
            return new DeaStatus(dea.Name, Engine: null, [], reason.Message) { OutOfService = dea.OutOfService };
        }
    }
}

/// <summary>What one DEA has.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Engine">Its engine's version; null where it did not answer.</param>
/// <param name="Images">For each configured image what it has under that name; null where it has nothing.</param>
/// <param name="Problem">Why it could not be asked; null when it could.</param>
public sealed record DeaStatus(string Node, string? Engine, ImmutableArray<HeldImage?> Images, string? Problem)
{
    /// <summary>Why it is out of service; null for a DEA in service.</summary>
    public string? OutOfService { get; init; }

    /// <summary>What its containers run on.</summary>
    public ImmutableArray<RunningImage> Running { get; init; } = [];

    internal HeldImage? First => Images.IsDefaultOrEmpty ? null : Images[0];
}

/// <summary>An image that a DEA has.</summary>
/// <param name="Id">The image ID.</param>
/// <param name="Digests">The names with digests under which it came.</param>
public sealed record HeldImage(string Id, ImmutableArray<string> Digests);

/// <summary>An image that containers of a DEA run on.</summary>
/// <param name="Image">The name that they were started with.</param>
/// <param name="ImageId">Its ID.</param>
/// <param name="Containers">How many.</param>
public sealed record RunningImage(string Image, string ImageId, int Containers);
