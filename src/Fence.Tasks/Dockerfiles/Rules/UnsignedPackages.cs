using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Anybody between the build and the source decides what runs in every application container.</summary>
internal sealed class UnsignedPackages : IDockerfileRule
{
    public Rule Rule { get; } = new("FD019", Severity.Error, "packages without a signature");

    private static readonly string[] Options =
        ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories", "--no-gpg-check", "--nogpgcheck"];

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
    [
        .. from found in inspection.Commands
           let apt = AptCommand.Of(found.Command)
           from word in apt?.Words ?? []
           where Options.Contains(word, StringComparer.Ordinal)
               || word.Contains("AllowUnauthenticated=true", StringComparison.OrdinalIgnoreCase)
               || word.Contains("AllowInsecureRepositories=true", StringComparison.OrdinalIgnoreCase)
           select Rule.Finding(
               $"with {word}, packages are installed that nobody signed",
               "Add the source's key, and take this out.",
               found.Span),
        .. from source in inspection.PackageSources
           where source.Options.Contains("trusted=yes", StringComparison.OrdinalIgnoreCase)
           select Rule.Finding(
               $"packages of {source.Address} are trusted without a signature",
               "Write '[signed-by=…]' with its key instead of '[trusted=yes]'.",
               source.Span),
    ];
}
