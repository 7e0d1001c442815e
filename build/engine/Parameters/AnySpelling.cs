namespace Nuke.Common.Execution;

/// <summary>Takes names however they are spelled: <c>--image-tag</c>, <c>imageTag</c> and <c>IMAGE_TAG</c> are one.</summary>
internal sealed class AnySpelling : IEqualityComparer<string>
{
    public static AnySpelling Comparer { get; } = new();

    /// <summary>The letters of a name that tell it from others.</summary>
    public static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    public bool Equals(string? x, string? y) => x is not null && y is not null && Plain(x) == Plain(y);

    public int GetHashCode(string obj) => Plain(obj).GetHashCode(StringComparison.Ordinal);
}
