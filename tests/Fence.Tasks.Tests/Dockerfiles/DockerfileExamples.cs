using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>Dockerfiles made up for tests, and a single rule's judgement of them.</summary>
internal static class DockerfileExamples
{
    public static ImageDefinition Image { get; } = new()
    {
        Repository = "exampleco/stack-alsek",
        Base = "helion/stack-alsek:kato-patched",
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        HookFolder = "/etc/helion/hooks",
    };

    public static List<Diagnostic> Check(string code, string text, IContextFiles? context = null, BaseImage? baseImage = null)
    {
        var inspection = new DockerfileInspection(Dockerfile.Parse(text, "Dockerfile"), Image, context) { Base = baseImage ?? new BaseImage() };
        return [.. DockerfileRules.Pure.Single(rule => string.Equals(rule.Rule.Code, code, StringComparison.Ordinal)).Check(inspection)];
    }

    /// <summary>What one rule says of a Dockerfile, as <c>line:column code</c>.</summary>
    public static string Places(string code, string text, params (string Path, string Text)[] context) =>
        Findings.Places(Check(code, text, new ContextInMemory(context)));

    /// <summary>The same of lines behind a <c>FROM</c>: theirs begin with the second of the file.</summary>
    public static string PlacesOfLines(string code, string lines, params (string Path, string Text)[] context) =>
        Places(code, $"FROM helion/stack-alsek:kato-patched\n{lines}\n", context);
}

/// <summary>The files of a context, made up.</summary>
internal sealed class ContextInMemory(params (string Path, string Text)[] files) : IContextFiles
{
    /// <summary>The files that have no executable bit; of the others nothing is known.</summary>
    public IReadOnlyList<string> NotExecutable { get; init; } = [];

    /// <summary>The files that a .dockerignore would hide.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public IEnumerable<string> Find(string source) => files.Select(file => file.Path).Where(path => IsMeant(path, source));

    public string ReadText(string path) => files.Single(file => string.Equals(file.Path, path, StringComparison.Ordinal)).Text;

    public IEnumerable<string> FindIgnored(string source) => Ignored.Where(path => IsMeant(path, source));

    public bool? IsExecutable(string path) => NotExecutable.Contains(path, StringComparer.Ordinal) ? false : null;

    private static bool IsMeant(string path, string source)
    {
        var wanted = (source.StartsWith("./", StringComparison.Ordinal) ? source[2..] : source).Trim('/');
        return wanted is "." || string.Equals(path, wanted, StringComparison.Ordinal) || path.StartsWith($"{wanted}/", StringComparison.Ordinal);
    }
}
