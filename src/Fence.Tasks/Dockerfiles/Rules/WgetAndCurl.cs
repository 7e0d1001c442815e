using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>One of them would do, and the other is one more thing to update.</summary>
internal sealed class WgetAndCurl : IDockerfileRule
{
    public Rule Rule { get; } = new("FD027", Severity.Info, "wget and curl in one image") { Aliases = ["DL4001"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var stage in inspection.Dockerfile.Stages)
        {
            RunCommand? first = null;
            foreach (var instruction in stage.Instructions)
            {
                foreach (var command in instruction.Commands.Where(command => command.Name is "wget" or "curl"))
                {
                    first ??= new RunCommand(instruction, command);
                    if (string.Equals(first.Value.Command.Name, command.Name, StringComparison.Ordinal))
                        continue;
                    yield return Rule.Finding(
                        $"{first.Value.Command.Name} is used above, and {command.Name} here",
                        $"Use {first.Value.Command.Name} for both.",
                        instruction.SpanOf(command));
                }
            }
        }
    }
}
