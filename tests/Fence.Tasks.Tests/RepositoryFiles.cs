namespace Fence.Tasks.Tests;

/// <summary>The files that this repository ships, for the tests that read them.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.GetFullPath(relative, Root);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Fence.slnx")))
                return folder;
        }
        throw new InvalidOperationException($"No Fence.slnx above {AppContext.BaseDirectory}");
    }
}
