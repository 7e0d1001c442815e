using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Whoever is between can hold back updates, and with an unsigned source put in packages.</summary>
internal sealed class PlainHttpSource : IDockerfileRule
{
    public Rule Rule { get; } = new("FD010", Severity.Warning, "a package source over plain HTTP");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from source in PackageSource.Of(inspection)
        where source.Address.StartsWith("http://", StringComparison.Ordinal)
        select Rule.Finding($"{source.Address} is a package source over plain HTTP", "Use https://.", source.Span);
}
