using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fence.Tasks.Images.Receipts;

/// <summary>What an image is, exactly: all that two images are compared by. The same image has the same receipt, to the byte.</summary>
public sealed record ImageReceipt
{
    /// <summary>The form of this record; a reader refuses what it does not know.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The form that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The image ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>The repository, without a registry; null for an image without a name.</summary>
    public string? Repository { get; init; }

    /// <summary>The version that the image says of itself (label <c>org.opencontainers.image.version</c>); null where it does not.</summary>
    public string? Version { get; init; }

    /// <summary>The definition digest; null for an image that is none of this program's.</summary>
    public string? DefinitionDigest { get; init; }

    /// <summary>What it was built on.</summary>
    public BaseReceipt? Base { get; init; }

    /// <summary>When it was made, as the image says.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The distribution in it.</summary>
    public required DistributionReceipt Distribution { get; init; }

    /// <summary>The processor it is for, such as <c>amd64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Its size on disk in bytes, with its base.</summary>
    public long Size { get; init; }

    /// <summary>The user that containers run as; empty means root.</summary>
    public string User { get; init; } = "";

    /// <summary>The installed packages, by manager and name.</summary>
    public ImmutableArray<PackageReceipt> Packages { get; init; } = [];

    /// <summary>What is in the hook folder, by path.</summary>
    public ImmutableArray<HookReceipt> Hooks { get; init; } = [];

    /// <summary>The files that give more rights than their owner has, or that anybody may write, by path.</summary>
    public ImmutableArray<PrivilegeReceipt> Privileges { get; init; } = [];

    /// <summary>What sudo allows, in the order of the files.</summary>
    public ImmutableArray<SudoersReceipt> Sudoers { get; init; } = [];

    /// <summary>The users, by number.</summary>
    public ImmutableArray<UserReceipt> Users { get; init; } = [];

    /// <summary>The layers, the lowest first.</summary>
    public ImmutableArray<LayerReceipt> Layers { get; init; } = [];

    /// <summary>The environment of containers, by name; what looks like a secret is hidden.</summary>
    public ImmutableArray<VariableReceipt> Environment { get; init; } = [];

    /// <summary>The labels, by name.</summary>
    public ImmutableArray<VariableReceipt> Labels { get; init; } = [];

    /// <summary>What was done to make it, the first first; what looks like a secret is hidden.</summary>
    public ImmutableArray<HistoryReceipt> History { get; init; } = [];
}

/// <summary>What an image was built on.</summary>
/// <param name="Name">As it stood behind <c>FROM</c>.</param>
/// <param name="Digest">The digest that a registry has it under, or its image ID.</param>
public sealed record BaseReceipt(string Name, string? Digest);

/// <summary>A distribution, as <c>/etc/os-release</c> has it.</summary>
/// <param name="Id">Such as <c>debian</c>; empty where nothing is said.</param>
/// <param name="VersionId">Such as <c>12</c>; empty for one that rolls.</param>
/// <param name="Name">As people read it.</param>
public sealed record DistributionReceipt(string Id, string VersionId, string Name);

/// <summary>An installed package.</summary>
/// <param name="Manager">Who installed it: <c>dpkg</c>, <c>apk</c> or <c>rpm</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, as its manager writes it.</param>
/// <param name="Architecture">The processor it is for.</param>
/// <param name="Licences">The licences that are named for it; empty where none is.</param>
public sealed record PackageReceipt(string Manager, string Name, string Version, string Architecture, ImmutableArray<string> Licences)
{
    /// <summary>What tells it from all others of the image: a package may be there for two processors.</summary>
    [JsonIgnore]
    public string Key => $"{Manager}/{Name}/{Architecture}";
}

/// <summary>A hook, or whatever else is in the hook folder.</summary>
/// <param name="Path">Where it is in the image.</param>
/// <param name="Mode">Its mode in octal, such as <c>0755</c>.</param>
/// <param name="Owner">User and group.</param>
/// <param name="Sha256">The digest of its content, in hexadecimal digits; null for a link.</param>
/// <param name="Link">Where a symbolic link points; null for a file.</param>
public sealed record HookReceipt(string Path, string Mode, string Owner, string? Sha256, string? Link);

/// <summary>A file that gives more rights than whoever runs it has, or that anybody may write.</summary>
/// <param name="Path">Where it is in the image.</param>
/// <param name="Mode">Its mode in octal, such as <c>4755</c>.</param>
/// <param name="Owner">User and group.</param>
/// <param name="Reasons">Why it is listed: <c>setuid</c>, <c>setgid</c>, <c>world-writable</c>, <c>capabilities</c>.</param>
/// <param name="Capabilities">The capabilities, such as <c>cap_net_raw=ep</c>; null for none.</param>
public sealed record PrivilegeReceipt(string Path, string Mode, string Owner, ImmutableArray<string> Reasons, string? Capabilities);

/// <summary>A line of the sudoers files that says something.</summary>
/// <param name="File">The file.</param>
/// <param name="Mode">The file's mode in octal; sudo reads none that others may write.</param>
/// <param name="Text">The line, continuations joined.</param>
public sealed record SudoersReceipt(string File, string Mode, string Text);

/// <summary>A user.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The number.</param>
/// <param name="Group">The number of the user's own group.</param>
/// <param name="Groups">The names of the other groups the user is in.</param>
/// <param name="Home">The home folder.</param>
/// <param name="Shell">The shell.</param>
public sealed record UserReceipt(string Name, uint Id, uint Group, ImmutableArray<string> Groups, string Home, string Shell);

/// <summary>A layer.</summary>
/// <param name="Digest">The digest of its uncompressed tar.</param>
/// <param name="Size">What it added, in bytes; null where the history does not tell which step made it.</param>
/// <param name="CreatedBy">The instruction that made it; null likewise.</param>
public sealed record LayerReceipt(string Digest, long? Size, string? CreatedBy);

/// <summary>A name and its value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record VariableReceipt(string Name, string Value);

/// <summary>An instruction that the image was made by.</summary>
/// <param name="CreatedAt">When it was carried out.</param>
/// <param name="CreatedBy">The instruction.</param>
/// <param name="Size">What it added, in bytes.</param>
public sealed record HistoryReceipt(DateTimeOffset CreatedAt, string CreatedBy, long Size);
