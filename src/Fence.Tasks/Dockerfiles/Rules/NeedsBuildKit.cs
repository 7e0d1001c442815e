using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Fence builds with the engine's classic builder, which every release's Docker has.</summary>
internal sealed class NeedsBuildKit : IDockerfileRule
{
    public Rule Rule { get; } = new("FD039", Severity.Error, "what only BuildKit knows");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var instruction in inspection.AllInstructions)
        {
            if (What(instruction) is { } what)
                yield return Rule.Finding(
                    $"{what} is BuildKit's, and the image is built without it",
                    "Say it without: a RUN, or a file of the context.",
                    instruction.Span);
        }
    }

    private static string? What(Instruction instruction)
    {
        if (!instruction.HereDocuments.IsEmpty)
            return "a here-document";
        var flag = instruction.Flags.Select(flag => flag.Key).FirstOrDefault(flag => instruction.Keyword switch
        {
            "RUN" => flag is "mount" or "network" or "security" or "device",
            "COPY" or "ADD" => flag is "chmod" or "link" or "parents" or "exclude" or "checksum" or "keep-git-dir" or "unpack",
            "HEALTHCHECK" => flag is "start-interval",
            _ => false,
        });
        return flag is null ? null : $"--{flag}";
    }
}
