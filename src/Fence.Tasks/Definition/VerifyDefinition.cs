using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>What VerifyImage does with an image, and what it holds it to.</summary>
public sealed record VerifyDefinition
{
    /// <summary>The time that a hook, the start, or a command has when nothing is said, in seconds.</summary>
    public const int DefaultSeconds = 60;

    /// <summary>The folder of the application that lives on the image; null for the one that comes with Fence.</summary>
    public string? App { get; init; }

    /// <summary>How long a hook may take, in seconds.</summary>
    public int HookSeconds { get; init; } = DefaultSeconds;

    /// <summary>How long the application may take until it listens on its port, in seconds.</summary>
    public int StartSeconds { get; init; } = DefaultSeconds;

    /// <summary>Files, folders and links.</summary>
    public ImmutableArray<FileContract> Files { get; init; } = [];

    /// <summary>Packages.</summary>
    public ImmutableArray<PackageContract> Packages { get; init; } = [];

    /// <summary>Commands.</summary>
    public ImmutableArray<CommandContract> Commands { get; init; } = [];

    /// <summary>The image's environment.</summary>
    public ImmutableArray<ValueContract> Environment { get; init; } = [];

    /// <summary>The image's labels.</summary>
    public ImmutableArray<ValueContract> Labels { get; init; } = [];

    /// <summary>Ports that are exposed or not: <c>8080/tcp</c>.</summary>
    public ImmutableArray<NameContract> Ports { get; init; } = [];

    /// <summary>Volumes that are declared or not.</summary>
    public ImmutableArray<NameContract> Volumes { get; init; } = [];

    /// <summary>The image's user; null when it does not matter.</summary>
    public TextContract? RunsAs { get; init; }

    /// <summary>The working folder; null when it does not matter.</summary>
    public TextContract? WorkingFolder { get; init; }

    /// <summary>The entry point; null when it does not matter.</summary>
    public ListContract? EntryPoint { get; init; }

    /// <summary>The command; null when it does not matter.</summary>
    public ListContract? Command { get; init; }

    /// <summary>The most bytes on disk; null for any number.</summary>
    public NumberContract? MaximumSize { get; init; }

    /// <summary>The most layers; null for any number.</summary>
    public NumberContract? MaximumLayers { get; init; }

    /// <summary>Words that no package's licence may hold.</summary>
    public ListContract? ForbiddenLicences { get; init; }

    /// <summary>How many things the image is held to.</summary>
    [JsonIgnore]
    public int Wishes => Files.Length + Packages.Length + Commands.Length + Environment.Length + Labels.Length + Ports.Length + Volumes.Length
        + new object?[] { RunsAs, WorkingFolder, EntryPoint, Command, MaximumSize, MaximumLayers, ForbiddenLicences }.Count(wish => wish is not null);
}

/// <summary>What is wanted of a path.</summary>
public sealed record FileContract
{
    /// <summary>The path, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is to be there.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>What it is to be: <c>file</c>, <c>folder</c> or <c>link</c>; null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>Its mode; null for any.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The user it is to belong to, by name or number; null for any.</summary>
    public string? Owner { get; init; }

    /// <summary>The group it is to belong to, by name or number; null for any.</summary>
    public string? Group { get; init; }

    /// <summary>Who is to be able to execute it: <c>owner</c>, <c>group</c>, <c>other</c> or <c>any</c>; null when it does not matter.</summary>
    public string? ExecutableBy { get; init; }

    /// <summary>Where the link is to point; null when it does not matter.</summary>
    public string? Link { get; init; }

    /// <summary>Patterns that its content has to match, each somewhere.</summary>
    public ImmutableArray<string> Contains { get; init; } = [];

    /// <summary>Patterns that its content must not match anywhere.</summary>
    public ImmutableArray<string> Excludes { get; init; } = [];

    /// <summary>Where it is said.</summary>
    [JsonIgnore]
    public SourceSpan? Span { get; init; }
}

/// <summary>What is wanted of a package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInstalled">Whether it is to be there.</param>
/// <param name="Operator">How its version relates to <paramref name="Version"/>: <c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>; null for any version.</param>
/// <param name="Version">The version it is compared with.</param>
/// <param name="Span">Where it is said.</param>
public sealed record PackageContract(
    string Name, bool IsInstalled, string? Operator, string? Version, [property: JsonIgnore] SourceSpan? Span);

/// <summary>A command, and what is to come of it. It runs in a container of its own.</summary>
public sealed record CommandContract
{
    /// <summary>The program and its arguments.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>Who runs it; null for the image's user.</summary>
    public string? User { get; init; }

    /// <summary>Variables that are set for it.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The exit code that is wanted.</summary>
    public int ExitCode { get; init; }

    /// <summary>How long it may take, in seconds.</summary>
    public int Seconds { get; init; } = VerifyDefinition.DefaultSeconds;

    /// <summary>What standard output has to match, and must not match.</summary>
    public OutputContract Output { get; init; } = new([], []);

    /// <summary>What standard error has to match, and must not match.</summary>
    public OutputContract Error { get; init; } = new([], []);

    /// <summary>Where it is said.</summary>
    [JsonIgnore]
    public SourceSpan? Span { get; init; }
}

/// <summary>What a text has to match, and must not match.</summary>
/// <param name="Contains">Patterns, each to be found somewhere.</param>
/// <param name="Excludes">Patterns, none to be found anywhere.</param>
public sealed record OutputContract(ImmutableArray<string> Contains, ImmutableArray<string> Excludes);

/// <summary>What is wanted of a variable or a label.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSet">Whether it is to be there.</param>
/// <param name="Pattern">What its value has to match as a whole; null for any.</param>
/// <param name="Span">Where it is said.</param>
public sealed record ValueContract(string Name, bool IsSet, string? Pattern, [property: JsonIgnore] SourceSpan? Span);

/// <summary>What is to be among the names, or is not to be.</summary>
public sealed record NameContract(string Name, bool IsThere, [property: JsonIgnore] SourceSpan? Span);

/// <summary>A text that is wanted.</summary>
public sealed record TextContract(string Text, [property: JsonIgnore] SourceSpan? Span);

/// <summary>A list that is wanted.</summary>
public sealed record ListContract(ImmutableArray<string> Texts, [property: JsonIgnore] SourceSpan? Span);

/// <summary>A bound.</summary>
public sealed record NumberContract(long Number, [property: JsonIgnore] SourceSpan? Span);

/// <summary>How patterns of a contract are read.</summary>
public static class ContractPattern
{
    /// <summary>Makes a pattern: <c>^</c> and <c>$</c> are the ends of lines. It takes a time that grows with the text only, so it cannot look behind or ahead.</summary>
    /// <exception cref="RegexParseException">It is none.</exception>
    /// <exception cref="NotSupportedException">It looks behind or ahead, or refers back.</exception>
    public static Regex Of(string pattern) => new(pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
}
