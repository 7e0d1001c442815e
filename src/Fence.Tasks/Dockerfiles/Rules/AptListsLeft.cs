using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>What a layer holds stays in the image, even where a later layer deletes it.</summary>
internal sealed class AptListsLeft : IDockerfileRule
{
    public Rule Rule { get; } = new("FD015", Severity.Info, "apt's lists are left in the layer") { Aliases = ["DL3009"] };

    private const string Lists = "/var/lib/apt/lists";

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var run in inspection.ImageInstructions.Select(instruction => instruction.Body ?? instruction).Where(instruction => instruction.Keyword is "RUN"))
        {
            var update = run.Commands.LastOrDefault(command => AptCommand.Of(command) is { Verb: "update" });
            if (update is null || run.Flags.Any(flag => flag.Key is "mount" && flag.Value.Contains("/var/lib/apt", StringComparison.Ordinal)))
                continue;
            var isCleaned = run.Commands.SkipWhile(command => !ReferenceEquals(command, update)).Any(
                command => command.Name is "rm" or "find" && command.Arguments.Any(
                    word => (word.Literal ?? word.LiteralPrefix).StartsWith(Lists, StringComparison.Ordinal)));
            if (!isCleaned)
                yield return Rule.Finding(
                    "the lists of packages stay in this layer",
                    $"End the same RUN with 'rm -rf {Lists}/*'.",
                    run.SpanOf(update));
        }
    }
}
