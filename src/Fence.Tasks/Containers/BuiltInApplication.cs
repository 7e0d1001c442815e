using System.Collections.Immutable;
using System.Reflection;

namespace Fence.Tasks.Containers;

/// <summary>The application that comes with Fence, from <c>tests/apps/sample</c>: it has user hooks of all kinds, and answers on its port.</summary>
public static class BuiltInApplication
{
    private const string Prefix = "sample/";
    private const string Manifest = "manifest.yml";

    /// <summary>Reads it.</summary>
    public static Application Read()
    {
        var assembly = typeof(BuiltInApplication).Assembly;
        using var manifest = new StreamReader(Open(assembly, Prefix + Manifest));
        return ApplicationReader.Parse(manifest.ReadToEnd(), Manifest, "sample") with { Files = FilesOf(assembly) };
    }

    // A resource has no mode; all but the manifest are programs.
    private static ImmutableArray<ApplicationFile> FilesOf(Assembly assembly) =>
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new ApplicationFile(name[Prefix.Length..], ContainerFileKind.File)
            {
                IsExecutable = name[Prefix.Length..] is not Manifest,
                Open = () => Open(assembly, name),
            }),
    ];

    private static Stream Open(Assembly assembly, string name) => assembly.GetManifestResourceStream(name)!;
}
