using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker takes the name for an image, and tries to pull it.</summary>
internal sealed class CopyFromNowhere : IDockerfileRule
{
    public Rule Rule { get; } = new("FD030", Severity.Error, "COPY from no earlier stage") { Aliases = ["DL3022", "DL3023"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var earlier = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in inspection.Dockerfile.Stages)
        {
            foreach (var copy in stage.Instructions.Where(instruction => instruction.Keyword is "COPY"))
            {
                if (copy.Flag("from") is { Length: > 0 } from && !from.Contains('$', StringComparison.Ordinal)
                    && Fault(from, stage, earlier) is { } fault)
                    yield return Rule.Finding(fault, "Name an earlier stage, or an image with its tag.", copy.Span);
            }
            if (stage.Name is not null)
                earlier.Add(stage.Name);
        }
    }

    private static string? Fault(string from, Stage stage, HashSet<string> earlier)
    {
        if (int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number < stage.Index ? null : $"stage {number} is not an earlier one";
        if (string.Equals(from, stage.Name, StringComparison.OrdinalIgnoreCase) && !earlier.Contains(from))
            return $"a stage cannot copy from itself, and this is {from}";
        return earlier.Contains(from) || from.AsSpan().ContainsAny(':', '/', '@') ? null : $"no earlier stage is called {from}";
    }
}
