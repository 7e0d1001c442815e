using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Whatever the address has on the day of the build goes into every application container.</summary>
internal sealed class UncheckedDownload : IDockerfileRule
{
    public Rule Rule { get; } = new("FD031", Severity.Warning, "a download without a checksum");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "ADD" && !instruction.HasFlag("checksum") && instruction.Words.Length > 1
        from source in instruction.Words.SkipLast(1)
        where source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        select Rule.Finding(
            "nothing says that what is fetched is what was meant",
            "Fetch it in a RUN, and compare it with 'echo \"<digest>  <file>\" | sha256sum -c -'.",
            instruction.Span);
}
