using System.Text;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>A Dockerfile of tests/corpus/dockerfiles, with what is to be found in it.</summary>
/// <param name="Name">Its name, without the ending.</param>
/// <param name="Text">The Dockerfile.</param>
/// <param name="Expected">The findings, a line each: <c>line:column code</c>; comments and empty lines left out.</param>
/// <param name="IsForBuildKit">Whether the classic builder refuses it for what only BuildKit knows: <c># classic: refuses</c>.</param>
internal sealed record CorpusFile(string Name, string Text, string Expected, bool IsForBuildKit);

/// <summary>The corpus of Dockerfiles.</summary>
internal static class CorpusFiles
{
    public static IReadOnlyList<CorpusFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests/corpus/dockerfiles"), "*.Dockerfile")
            .Order(StringComparer.Ordinal)
            .Select(path => new CorpusFile(
                Path.GetFileNameWithoutExtension(path),
                // Not as text: a byte order mark is part of what is tested.
                Encoding.UTF8.GetString(File.ReadAllBytes(path)),
                Lines(Path.ChangeExtension(path, ".expected")),
                File.ReadAllText(Path.ChangeExtension(path, ".expected")).StartsWith("# classic: refuses", StringComparison.Ordinal))),
    ];

    private static string Lines(string path) => string.Join(
        '\n', File.ReadAllText(path).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'));
}
