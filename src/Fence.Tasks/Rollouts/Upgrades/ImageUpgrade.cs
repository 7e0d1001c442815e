using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Formats.Tar;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>Makes the upgrade of the base image, and brings it into the registry. The registry knows which one is today's, so a run that was ended goes on from it.</summary>
/// <param name="builder">The engine that builds; has the base.</param>
/// <param name="registry">The cluster's registry, as this machine reaches it.</param>
/// <param name="definition">The same, as nodes know it.</param>
/// <param name="publisher">Brings the upgrade into it.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says which day it is.</param>
public sealed class ImageUpgrade(
    IDockerHost builder, IRegistry registry, RegistryDefinition definition, ImagePublisher publisher, IRunEvents events, TimeProvider clock)
{
    /// <summary>The base, whose repository is what containers start from.</summary>
    /// <exception cref="FenceException">It is named by a digest.</exception>
    public static ImageReference BaseOf(ImageDefinition image) => ImageReference.Parse(image.Base) ?? throw new FenceException(
        ExitCode.BadInput,
        Diagnostic.Error("FO020", $"the base {image.Base} has no tag, so there is no latest to put beside it", "Name it by its tag: image.base in fence.yml"));

    /// <summary>Finds out what is to be made.</summary>
    /// <param name="image">The definition's base.</param>
    /// <param name="rebuild">Whether another one is made where there is one of today.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">The registry cannot be reached, or the base is named by a digest.</exception>
    public async Task<UpgradePlan> PlanAsync(ImageDefinition image, bool rebuild, CancellationToken cancellationToken)
    {
        var reference = BaseOf(image);
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        PublishedImage? newest = null;
        for (var number = 1; ; number++)
        {
            var tag = UpgradeTags.Of(day, number);
            if (await registry.FindManifestAsync(reference.Repository, tag, cancellationToken) is not { } manifest)
                return newest is not null && !rebuild ? new UpgradePlan(reference, newest.Tag, newest) : new UpgradePlan(reference, tag, Present: null);
            newest = new PublishedImage
            {
                Registry = definition.Address,
                Repository = reference.Repository,
                Tag = tag,
                Digest = manifest.Digest,
                ImageId = manifest.ImageId,
                IsReused = true,
            };
        }
    }

    /// <summary>Builds, has the image judged, and pushes it.</summary>
    /// <param name="plan">What is to be made.</param>
    /// <param name="judge">Throws where the image is not good; nothing is pushed then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">The base is missing, does not build, is not good, or cannot be pushed.</exception>
    public async Task<PublishedImage> MakeAsync(UpgradePlan plan, Func<string, Task> judge, CancellationToken cancellationToken)
    {
        var from = await builder.FindImageAsync(plan.Base.ToString(), cancellationToken) ?? throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
            "FO021", $"{builder.Name} does not have {plan.Base}", $"Load it on the builder first, from a DEA: docker save {plan.Base}"));
        var dockerfile = UpgradeDockerfile.Of(plan.Base.ToString());
        events.Tell(new StepTaken($"building {plan.Reference} on {builder.Name}, without cache"));
        var id = await builder.BuildAsync(Request(plan, from, dockerfile), events, cancellationToken);
        await judge(id);
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dockerfile)))}";
        var built = new BuiltImage
        {
            Id = id,
            Repository = plan.Base.Repository,
            Tag = plan.Tag,
            TagIsGiven = true,
            DefinitionDigest = digest,
            ContextDigest = digest,
            BaseId = from.Id,
        };
        return await publisher.PublishAsync(built, definition, cancellationToken);
    }

    private ImageBuildRequest Request(UpgradePlan plan, EngineImage from, string dockerfile) => new()
    {
        Dockerfile = UpgradeDockerfile.Name,
        WriteContext = (stream, token) => WriteAsync(stream, dockerfile, token),
        Reference = plan.Reference,
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
        Labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.created"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [ImageLabels.Version] = plan.Tag,
            [ImageLabels.BaseName] = plan.Base.ToString(),
            [ImageLabels.BaseDigest] = from.Id,
        },
        NoCache = true,
    };

    private static async Task WriteAsync(Stream stream, string dockerfile, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(dockerfile));
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, UpgradeDockerfile.Name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch }, cancellationToken);
    }
}
