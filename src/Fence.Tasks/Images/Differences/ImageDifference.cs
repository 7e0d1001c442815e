using System.Collections.Immutable;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Images.Differences;

/// <summary>What tells one image from another, by their receipts.</summary>
public sealed record ImageDifference
{
    /// <summary>The image that is taken for the former one.</summary>
    public required ComparedImage From { get; init; }

    /// <summary>The image that is taken for the later one.</summary>
    public required ComparedImage To { get; init; }

    /// <summary>The packages that are not the same, by name.</summary>
    public required ImmutableArray<Change> Packages { get; init; }

    /// <summary>The hooks that are not the same, by path.</summary>
    public required ImmutableArray<Change> Hooks { get; init; }

    /// <summary>The files with privileges, what sudo allows and the users, as far as they are not the same.</summary>
    public required ImmutableArray<Change> Privileges { get; init; }

    /// <summary>The environment, as far as it is not the same, by name.</summary>
    public required ImmutableArray<Change> Environment { get; init; }

    /// <summary>The layers of both, the lowest first, those they share once.</summary>
    public required ImmutableArray<LayerDifference> Layers { get; init; }

    /// <summary>Whether both are one and the same image.</summary>
    public bool IsNone => From.ImageId == To.ImageId;

    /// <summary>Compares.</summary>
    /// <param name="from">The former image, and what it was asked for as.</param>
    /// <param name="to">The later one, likewise.</param>
    public static ImageDifference Between((string Reference, ImageReceipt Receipt) from, (string Reference, ImageReceipt Receipt) to)
    {
        var (a, b) = (from.Receipt, to.Receipt);
        return new ImageDifference
        {
            From = ComparedImage.Of(from.Reference, a),
            To = ComparedImage.Of(to.Reference, b),
            Packages = PackageChanges.Between(a.Packages, b.Packages),
            Hooks = Changes.Between("hook", a.Hooks, b.Hooks, hook => hook.Path, Text),
            Privileges =
            [
                .. Changes.Between("file", a.Privileges, b.Privileges, file => file.Path, Text),
                .. Changes.Between("sudoers", a.Sudoers, b.Sudoers, line => $"{line.File}: {line.Text}", line => line.Mode),
                .. Changes.Between("user", a.Users, b.Users, user => user.Name, Text),
                .. a.User == b.User ? ImmutableArray<Change>.Empty : [new Change("runs as", "user", ChangeKind.Changed, UserOf(a), UserOf(b))],
            ],
            Environment = Changes.Between("variable", a.Environment, b.Environment, variable => variable.Name, variable => variable.Value),
            Layers = LayersOf(a, b),
        };
    }

    private static string Text(HookReceipt hook) => $"{hook.Mode} {hook.Owner} {(hook.Link is { } link ? $"→ {link}" : $"sha256:{hook.Sha256}")}";

    private static string Text(PrivilegeReceipt file) =>
        $"{string.Join('+', file.Reasons)} {file.Mode} {file.Owner}{(file.Capabilities is { } given ? $" {given}" : "")}";

    private static string Text(UserReceipt user) =>
        $"{user.Id}:{user.Group}{(user.Groups.IsEmpty ? "" : $" in {string.Join(',', user.Groups)}")} {user.Shell}";

    private static string UserOf(ImageReceipt receipt) => receipt.User.Length > 0 ? receipt.User : "root";

    private static ImmutableArray<LayerDifference> LayersOf(ImageReceipt from, ImageReceipt to)
    {
        var shared = from.Layers.Zip(to.Layers).TakeWhile(pair => pair.First.Digest == pair.Second.Digest).Count();
        return
        [
            .. from.Layers[..shared].Select(layer => new LayerDifference(LayerPresence.Both, layer.Digest, layer.Size, layer.CreatedBy)),
            .. from.Layers[shared..].Select(layer => new LayerDifference(LayerPresence.From, layer.Digest, layer.Size, layer.CreatedBy)),
            .. to.Layers[shared..].Select(layer => new LayerDifference(LayerPresence.To, layer.Digest, layer.Size, layer.CreatedBy)),
        ];
    }
}

/// <summary>An image that is compared.</summary>
/// <param name="Reference">What it was asked for as.</param>
/// <param name="ImageId">Its image ID.</param>
/// <param name="Version">The version that it says of itself; null where it does not.</param>
/// <param name="Size">Its size on disk in bytes.</param>
/// <param name="Packages">The number of its packages.</param>
public sealed record ComparedImage(string Reference, string ImageId, string? Version, long Size, int Packages)
{
    internal static ComparedImage Of(string reference, ImageReceipt receipt) =>
        new(reference, receipt.ImageId, receipt.Version, receipt.Size, receipt.Packages.Length);
}

/// <summary>Something that is not the same in both images.</summary>
/// <param name="Subject">What it is: a package manager, or <c>hook</c>, <c>file</c>, <c>sudoers</c>, <c>user</c>, <c>variable</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Before">As it was; null where it was not there.</param>
/// <param name="After">As it is; null where it is not there.</param>
public sealed record Change(string Subject, string Name, ChangeKind Kind, string? Before, string? After);

/// <summary>What happened to something.</summary>
public enum ChangeKind
{
    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It is not there any more.</summary>
    Removed,

    /// <summary>It is a package in a newer version.</summary>
    Upgraded,

    /// <summary>It is a package in an older version.</summary>
    Downgraded,

    /// <summary>It is there in both, and not the same.</summary>
    Changed,
}

/// <summary>A layer of one of the images, or of both.</summary>
/// <param name="Presence">Which of them has it.</param>
/// <param name="Digest">The digest of its uncompressed tar.</param>
/// <param name="Size">What it adds, in bytes; null where that is not known.</param>
/// <param name="CreatedBy">The instruction that made it; null where that is not known.</param>
public sealed record LayerDifference(LayerPresence Presence, string Digest, long? Size, string? CreatedBy);

/// <summary>Which of two images has a layer.</summary>
public enum LayerPresence
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>The former one only.</summary>
    From,

    /// <summary>The later one only.</summary>
    To,
}
