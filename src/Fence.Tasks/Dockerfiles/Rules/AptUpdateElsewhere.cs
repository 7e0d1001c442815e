using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker keeps the layer of the update, and a later install asks for versions that are gone.</summary>
internal sealed class AptUpdateElsewhere : IDockerfileRule
{
    public Rule Rule { get; } = new("FD006", Severity.Warning, "apt-get update in another layer than install");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var run in inspection.Dockerfile.Instructions.Where(instruction => instruction.Keyword is "RUN"))
        {
            var isFresh = false;
            foreach (var command in run.Commands)
            {
                var verb = AptCommand.Of(command)?.Verb;
                isFresh |= verb is "update";
                if (verb is not "install" || isFresh)
                    continue;
                yield return Rule.Finding(
                    $"{command.Name} install has no update in its own layer",
                    $"Write 'RUN {command.Name} update && {command.Name} install -y …' as one instruction.",
                    run.SpanOf(command));
                break;
            }
        }
    }
}
