using System.Collections.Immutable;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A stage: what is from one <c>FROM</c> up to the next.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="From">The instruction that begins it.</param>
/// <param name="Base">The image or stage it starts from, variables put in as far as <c>ARG</c>s before the first <c>FROM</c> give
/// them.</param>
/// <param name="Name">What the file calls it; null when it has no name.</param>
/// <param name="Instructions">What follows its <c>FROM</c>.</param>
public sealed record Stage(
    int Index, Instruction From, string Base, string? Name, ImmutableArray<Instruction> Instructions)
{
    /// <summary>Whether this stage starts from that other one.</summary>
    public bool IsBuiltOn(Stage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Name is not null && string.Equals(Base, other.Name, StringComparison.OrdinalIgnoreCase);
    }

    internal static ImmutableArray<Stage> Of(ImmutableArray<Instruction> instructions)
    {
        var globals = DockerfileVariables.None;
        var at = 0;
        for (; at < instructions.Length && instructions[at].Keyword is not "FROM"; at++)
        {
            instructions[at].Variables = globals;
            globals = globals.After(instructions[at], DockerfileVariables.None);
        }
        var stages = ImmutableArray.CreateBuilder<Stage>();
        var environments = new Dictionary<string, DockerfileVariables>(StringComparer.OrdinalIgnoreCase);
        while (at < instructions.Length)
        {
            var from = instructions[at++];
            from.Variables = globals;
            var words = from.Words;
            var start = words.IsEmpty ? "" : DockerfileWords.Unquote(from.Expand(words[0]), from.Escape);
            // A stage inherits the environment of what it starts from, and no arguments.
            var variables = DockerfileVariables.None with
            {
                Environment = environments.TryGetValue(start, out var inherited)
                    ? inherited.Environment
                    : DockerfileVariables.None.Environment,
            };
            var body = ImmutableArray.CreateBuilder<Instruction>();
            for (; at < instructions.Length && instructions[at].Keyword is not "FROM"; at++)
            {
                instructions[at].Variables = variables;
                if (instructions[at].Body is { } trigger)
                    trigger.Variables = variables;
                variables = variables.After(instructions[at], globals);
                body.Add(instructions[at]);
            }
            var name = words is [_, var keyword, var given, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)
                ? given
                : null;
            if (name is not null)
                environments[name] = variables;
            stages.Add(new Stage(stages.Count, from, start, name, body.ToImmutable()));
        }
        return stages.ToImmutable();
    }
}
