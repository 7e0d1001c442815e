using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>A layer keeps it for everybody who can pull the image, even where a later one deletes it.</summary>
internal sealed class SecretCopied : IDockerfileRule
{
    public Rule Rule { get; } = new("FD037", Severity.Error, "a file of secrets is copied");

    private static readonly string[] Names =
    [
        ".env", ".git-credentials", ".netrc", ".npmrc", ".pgpass", ".pypirc", "credentials.json", "id_dsa", "id_ecdsa", "id_ed25519", "id_rsa",
        "kubeconfig",
    ];

    private static readonly string[] Folders = [".aws", ".docker", ".git", ".gnupg", ".kube", ".ssh"];

    private static readonly string[] Examples = [".dist", ".example", ".sample", ".template"];

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        let copy = CopyInstruction.Of(instruction)
        where copy is not null
        from source in copy.Sources
        from secret in Secret(source, inspection.Context).Distinct(StringComparer.Ordinal)
        select Rule.Finding(
            $"{secret} goes into the image",
            $"Leave it out with a line '{secret}' in .dockerignore, or copy only what is needed.",
            instruction.Span);

    private static IEnumerable<string> Secret(string source, IContextFiles? context)
    {
        var paths = context is null ? [source.Trim('/')] : context.Find(source);
        foreach (var path in paths)
        {
            var parts = path.Split('/');
            var folder = Array.FindIndex(parts, part => Folders.Contains(part, StringComparer.Ordinal));
            if (folder >= 0)
                yield return string.Join('/', parts.Take(folder + 1));
            else if (IsSecret(parts[^1]) || (context is not null && IsPrivateKey(path, context)))
                yield return path;
        }
    }

    private static bool IsSecret(string name) =>
        Names.Contains(name, StringComparer.Ordinal)
        || (name.StartsWith(".env.", StringComparison.Ordinal)
            && !Array.Exists(Examples, ending => name.EndsWith(ending, StringComparison.Ordinal)));

    private static bool IsPrivateKey(string path, IContextFiles context) =>
        (path.EndsWith(".pem", StringComparison.Ordinal) || path.EndsWith(".key", StringComparison.Ordinal))
        && context.ReadText(path).Contains("PRIVATE KEY-----", StringComparison.Ordinal);
}
