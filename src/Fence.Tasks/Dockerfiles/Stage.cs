using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A stage: what is from one <c>FROM</c> up to the next.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="From">The instruction that begins it.</param>
/// <param name="Base">The image or stage it starts from, variables put in as far as <c>ARG</c>s before the first <c>FROM</c> give
/// them.</param>
/// <param name="Name">What the file calls it; null when it has no name.</param>
/// <param name="Instructions">What follows its <c>FROM</c>.</param>
public sealed partial record Stage(
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
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in instructions.TakeWhile(
            instruction => instruction.Keyword is not "FROM").Where(instruction => instruction.Keyword is "ARG"))
        {
            var parts = argument.Arguments.Split('=', 2);
            if (parts.Length == 2)
                arguments[parts[0].Trim()] = parts[1].Trim().Trim('"', '\'');
        }
        var stages = ImmutableArray.CreateBuilder<Stage>();
        for (var i = 0; i < instructions.Length; i++)
        {
            if (instructions[i].Keyword is not "FROM")
                continue;
            var words = instructions[i].Words;
            var name = words is [_, var keyword, var given, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)
                ? given
                : null;
            stages.Add(new Stage(
                stages.Count,
                instructions[i],
                words.IsEmpty ? "" : Expand(words[0], arguments),
                name,
                [.. instructions.Skip(i + 1).TakeWhile(instruction => instruction.Keyword is not "FROM")]));
        }
        return stages.ToImmutable();
    }

    private static string Expand(string text, Dictionary<string, string> arguments) => Variable().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        return arguments.TryGetValue(name, out var value) && value.Length > 0 ? value
            : match.Groups["default"] is { Success: true } otherwise ? otherwise.Value
            : match.Value;
    });

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::?-(?<default>[^}]*))?\}|(?<name>\w+))", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
