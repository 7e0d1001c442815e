using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images.Receipts.Packages;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Writes the receipt of an image that an engine has.</summary>
/// <param name="engine">The engine.</param>
/// <param name="events">Where it tells what it could not find out.</param>
public sealed class ImageDescriber(IImageContents engine, IRunEvents events)
{
    /// <summary>Reads the image, all its files included.</summary>
    /// <param name="image">A name or an ID.</param>
    /// <param name="repository">The repository it belongs to, without a registry; null for none.</param>
    /// <param name="hookFolder">Where hooks are in the image.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The receipt; null where the engine has no such image.</returns>
    /// <exception cref="FenceException">The engine cannot be reached, or the image cannot be read.</exception>
    public async Task<ImageReceipt?> DescribeAsync(string image, string? repository, string hookFolder, CancellationToken cancellationToken)
    {
        if (await engine.ReadConfigAsync(image, cancellationToken) is not { } config)
            return null;

        var inventory = await ReadFilesAsync(image, config.Id, hookFolder, cancellationToken);
        var labels = config.Labels;
        return new ImageReceipt
        {
            ImageId = config.Id,
            Repository = repository,
            Version = labels.GetValueOrDefault(ImageLabels.Version),
            DefinitionDigest = labels.GetValueOrDefault(ImageLabels.DefinitionDigest),
            Base = labels.TryGetValue(ImageLabels.BaseName, out var name) ? new BaseReceipt(name, labels.GetValueOrDefault(ImageLabels.BaseDigest)) : null,
            CreatedAt = config.CreatedAt,
            Distribution = inventory.Distribution,
            Architecture = config.Architecture,
            Size = config.Size,
            User = config.User,
            Packages = Sorted([.. inventory.Packages, .. await ReadRpmAsync(inventory, image, config.Id, cancellationToken)]),
            Hooks = inventory.Hooks,
            Privileges = inventory.Privileges,
            Sudoers = inventory.Sudoers,
            Users = inventory.Users,
            Layers = ImageHistory.Layers(config),
            Environment = Variables(config.Environment.Select(variable => variable.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair.Length > 1 ? pair[1] : ""))),
            Labels = Variables(labels),
            History = ImageHistory.Steps(config),
        };
    }

    private async Task<ImageInventory> ReadFilesAsync(string image, string id, string hookFolder, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ReadFilesAsync(id, (tar, token) => ImageInventory.ReadAsync(tar, hookFolder, token), cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error("FI010", $"the files of {image} cannot be read: {broken.Message}"), broken);
        }
    }

    private async Task<IEnumerable<PackageReceipt>> ReadRpmAsync(ImageInventory inventory, string image, string id, CancellationToken cancellationToken)
    {
        if (!inventory.HasRpmDatabase)
            return [];
        if (await engine.RunAsync(id, RpmQuery.Command, cancellationToken) is { } answer)
            return RpmQuery.Parse(answer);

        events.Tell(new DiagnosticFound(Diagnostic.Warning(
            "FI011", $"{image} has a database of rpm that cannot be read: its packages are not in the receipt", "Only rpm reads it; leave the command rpm in the image")));
        return [];
    }

    private static ImmutableArray<PackageReceipt> Sorted(IEnumerable<PackageReceipt> packages) =>
    [
        .. packages.OrderBy(package => package.Manager, StringComparer.Ordinal)
            .ThenBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Architecture, StringComparer.Ordinal)
            .ThenBy(package => package.Version, StringComparer.Ordinal),
    ];

    private static ImmutableArray<VariableReceipt> Variables(IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        .. variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => new VariableReceipt(variable.Key, HiddenSecrets.In(variable.Key, variable.Value))),
    ];
}
