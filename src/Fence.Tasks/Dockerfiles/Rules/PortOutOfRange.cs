using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker refuses it at this line.</summary>
internal sealed class PortOutOfRange : IDockerfileRule
{
    public Rule Rule { get; } = new("FD028", Severity.Error, "a port that cannot be") { Aliases = ["DL3011"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "EXPOSE"
        from word in instruction.Words
        let port = DockerfileWords.Unquote(instruction.Expand(word), instruction.Escape)
        where !port.Contains('$', StringComparison.Ordinal) && !IsPort(port.Split('/', 2)[0])
        select Rule.Finding($"{port} is no port", "Ports are from 0 to 65535.", instruction.Span);

    private static bool IsPort(string range)
    {
        var ends = range.Split('-', 2);
        return Array.TrueForAll(ends, end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535);
    }
}
