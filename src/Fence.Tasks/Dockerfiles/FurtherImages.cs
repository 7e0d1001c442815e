using System.Collections.Immutable;

namespace Fence.Tasks.Dockerfiles;

/// <summary>The images that a Dockerfile is made from: those that its stages start from, those that it copies from, and those that it mounts.</summary>
public static class FurtherImages
{
    private const string MountedFrom = "from=";

    /// <summary>Finds them, as far as the Dockerfile and the build arguments say which they are.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="arguments">The build arguments, which go before the values that the Dockerfile gives.</param>
    /// <returns>Their names as the Dockerfile has them, each once, in the order of the alphabet.</returns>
    public static ImmutableSortedSet<string> Of(Dockerfile dockerfile, IReadOnlyDictionary<string, string> arguments)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(arguments);
        var variables = Globals(dockerfile, arguments);
        var starts = dockerfile.Stages
            .Where(stage => !IsStage(dockerfile, stage.Base, stage.Index))
            .Select(stage => stage.From.Words is [var name, ..] ? DockerfileWords.Unquote(variables.Expand(name, dockerfile.Escape), dockerfile.Escape) : "");
        var sources = dockerfile.Stages.SelectMany(stage => stage.Instructions
            .SelectMany(SourcesOf)
            .Where(name => !IsStage(dockerfile, name, stage.Index) && !name.All(char.IsAsciiDigit)));
        return starts.Concat(sources)
            .Where(name => name.Length > 0 && name is not "scratch" && !name.Contains('$', StringComparison.Ordinal))
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }

    // BuildKit's RUN --mount=type=bind,from=… is as good as a copy.
    private static IEnumerable<string> SourcesOf(Instruction instruction) => instruction.Keyword switch
    {
        "COPY" => instruction.Flags.Where(flag => flag.Key is "from").Select(flag => flag.Value),
        "RUN" => instruction.Flags
            .Where(flag => flag.Key is "mount")
            .SelectMany(flag => flag.Value.Split(',', StringSplitOptions.TrimEntries))
            .Where(part => part.StartsWith(MountedFrom, StringComparison.OrdinalIgnoreCase))
            .Select(part => part[MountedFrom.Length..].Trim('"')),
        _ => [],
    };

    private static DockerfileVariables Globals(Dockerfile dockerfile, IReadOnlyDictionary<string, string> arguments)
    {
        var variables = DockerfileVariables.None;
        foreach (var instruction in dockerfile.Instructions.TakeWhile(instruction => instruction.Keyword is not "FROM"))
        {
            variables = variables.After(instruction, DockerfileVariables.None);
            foreach (var name in instruction.NameValues.Select(given => given.Name).Where(arguments.ContainsKey))
                variables = variables with { Arguments = variables.Arguments.SetItem(name, arguments[name]) };
        }

        return variables;
    }

    private static bool IsStage(Dockerfile dockerfile, string name, int before) =>
        dockerfile.Stages.Take(before).Any(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase));
}
