using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Without signed-by, whoever has any trusted key can sign packages of this source.</summary>
internal sealed class SourceForAnyKey : IDockerfileRule
{
    public Rule Rule { get; } = new("FD018", Severity.Warning, "a package source without a key of its own");

    private static readonly string[] Distributions = ["debian.org", "ubuntu.com"];

    // Where apt-key adds the keys, FD009 says so, and signed-by comes with its remedy.
    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from source in inspection.Commands.Any(found => found.Command.Name is "apt-key") ? [] : inspection.PackageSources
        where !source.Options.Contains("signed-by", StringComparison.OrdinalIgnoreCase) && !IsOfDistribution(source.Address)
        select Rule.Finding(
            $"every trusted key is good for {source.Address}",
            "Put its key into /usr/share/keyrings, and name it in the source: 'deb [signed-by=…] https://…'.",
            source.Span);

    /// <summary>The distribution's keys are those that are trusted for all.</summary>
    private static bool IsOfDistribution(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && Distributions.Any(name => uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase)
            || uri.Host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase));
}
