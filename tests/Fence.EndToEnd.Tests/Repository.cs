namespace Fence.EndToEnd.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>What a page of the documentation has behind <c>./build.sh</c>, in its order.</summary>
    public static IReadOnlyList<string> CommandsOf(string page) =>
    [
        .. File.ReadLines(Path.Combine(Root, page))
            .Where(line => line.StartsWith("$ ./build.sh ", StringComparison.Ordinal))
            .Select(line => line["$ ./build.sh ".Length..]),
    ];

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Fence.slnx"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("these tests run below the repository's root"));
}
