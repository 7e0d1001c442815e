using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Fence starts containers for the application's user; what the base expects to run as root would fail.</summary>
internal sealed class UserLeft : IDockerfileRule
{
    public Rule Rule { get; } = new("FD024", Severity.Warning, "another USER than the base's is left");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var last = inspection.ImageInstructions.LastOrDefault(instruction => instruction.Keyword is "USER");
        if (last is null)
            yield break;
        var expected = inspection.Base.User is { Length: > 0 } user ? user : "root";
        var left = last.Expand(last.Arguments);
        if (!left.Contains('$', StringComparison.Ordinal) && !string.Equals(Name(left), Name(expected), StringComparison.Ordinal))
            yield return Rule.Finding(
                $"the image is left with user {left}, its base with {expected}", $"Put 'USER {expected}' at the end.", last.Span);
    }

    /// <summary>Without a group, and root by its name.</summary>
    private static string Name(string user) => user.Split(':')[0] is var name && name is "0" ? "root" : name;
}
