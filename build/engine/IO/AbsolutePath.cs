using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.IO;

/// <summary>A path from the file system's root, without <c>.</c> and <c>..</c> in it.</summary>
[DebuggerDisplay("{path}")]
public sealed class AbsolutePath : IEquatable<AbsolutePath>
{
    private readonly string path;

    private AbsolutePath(string path) => this.path = path;

    /// <summary>The last part of the path.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>The folder it is in; null at the root.</summary>
    public AbsolutePath? Parent => Path.GetDirectoryName(path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>Makes one from a text.</summary>
    /// <exception cref="ArgumentException">The text is not rooted.</exception>
    public static AbsolutePath Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.IsPathRooted(path)) throw new ArgumentException($"'{path}' is not an absolute path", nameof(path));
        return new AbsolutePath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
    }

    /// <summary>Takes a text as a path from the root; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    [SuppressMessage("Usage", "CA2225", Justification = "Create is the named alternative, by NUKE's name.")]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : Create(path);

    /// <summary>The path as text; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?.path;

    /// <summary>The path of what is in it under the given relative path.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "NUKE has no named alternative.")]
    public static AbsolutePath operator /(AbsolutePath left, string? right) =>
        right is null ? left : Create(Path.Combine(left.path, right));

    /// <summary>Whether both are the same path.</summary>
    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => Equals(left, right);

    /// <summary>Whether they are different paths.</summary>
    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !Equals(left, right);

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <inheritdoc />
    public bool Equals(AbsolutePath? other) => other is not null && path.Equals(other.path, Comparison);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    /// <inheritdoc />
    public override int GetHashCode() => path.GetHashCode(Comparison);

    /// <inheritdoc />
    public override string ToString() => path;
}
