using CliWrap;

namespace Fence.EndToEnd.Tests;

/// <summary>A root folder of its own, with the definition, hooks and images that ship, in a git repository with one commit.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace(string cluster, string clusterDefinition)
    {
        Cluster = cluster;
        Definition = Shipped
            + $"default_cluster: {cluster}\nclusters:\n  {cluster}:\n{clusterDefinition}";
        foreach (var part in new[] { "hooks", "images", ".dockerignore" })
            Copy(Path.Combine(Repository.Root, part), Path.Combine(Root, part));
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        Write(".gitignore", "/artifacts/\n/.nuke/\n/.github/\n");
        Write("fence.yml", Definition);
    }

    /// <summary>The image's name in all workspaces of this test run: no image of another run or of a user is taken for one of these.</summary>
    public static string ImageName { get; } = $"e2e-{Guid.NewGuid().ToString("N")[..6]}/stack-alsek";

    /// <summary>The definition that ships, up to its clusters, with an image name of these tests' own.</summary>
    public static string Shipped { get; } = File.ReadAllText(Path.Combine(Repository.Root, "fence.yml"))
        .Split("# The cluster")[0]
        .Replace("exampleco/stack-alsek", ImageName, StringComparison.Ordinal);

    public string Root { get; } = Directory.CreateTempSubdirectory("fence-e2e-").FullName;

    public string Cluster { get; }

    /// <summary>The definition that ships, with one cluster of these tests' own.</summary>
    public string Definition { get; }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Append(string path, string text) => Write(path, Read(path) + text);

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public async Task CommitAsync()
    {
        await GitAsync("init", "-q");
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Tester", "-c", "user.email=tester@example.com", "commit", "-qm", "What is tested");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private async Task GitAsync(params string[] arguments) =>
        await Cli.Wrap("git").WithArguments(["-C", Root, .. arguments]).ExecuteAsync(TestContext.Current.CancellationToken);

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }
}
