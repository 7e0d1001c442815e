using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>What the caller wants, from all places where it can be said, and what is wrong with it.</summary>
internal sealed record BuildRequest(
    BuildSettings Settings, IReadOnlyList<ParameterDeclaration> Declarations, ParameterValues Values, IReadOnlyList<string> Errors)
{
    /// <summary>Reads the command line, the environment and the parameters files.</summary>
    public static BuildRequest Read(Type build, IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var declarations = Declare(build);
        var commandLine = CommandLine.Parse(arguments, declarations);
        var errors = commandLine.Errors.ToList();

        // The files are found by the root and the profiles, so these two cannot be in them.
        var first = ParameterValues.Resolve(
            EngineOptions.All.Where(o => o.Name is EngineOptions.Root or EngineOptions.Profile), commandLine, variable, [], errors);
        var root = Root(first);
        var files = Files(root, first.Get<string[]>(EngineOptions.Profile, []));

        errors.Clear();
        errors.AddRange(commandLine.Errors);
        errors.AddRange(files.SelectMany(f => Unknown(f, declarations)));
        var values = ParameterValues.Resolve(declarations, commandLine, variable, files, errors);
        if (values.Get(EngineOptions.Parallel, 1) < 1) errors.Add("--parallel needs a number of at least 1");
        return new(BuildSettings.From(root, values, commandLine.Targets), declarations, values, errors);
    }

    private static List<ParameterDeclaration> Declare(Type build)
    {
        var own = ParameterDeclaration.Of(build);
        var names = own.Select(d => ParameterDeclaration.Normalize(d.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. own, .. EngineOptions.All.Where(o => !names.Contains(ParameterDeclaration.Normalize(o.Name)))];
    }

    private static AbsolutePath Root(ParameterValues values)
    {
        if (values.Get<AbsolutePath?>(EngineOptions.Root, null) is { } given)
            return given.DirectoryExists() ? given : throw new CommandLineException($"There is no directory {given} (--root)");

        var from = AbsolutePath.Create(Environment.CurrentDirectory);
        return BuildSettings.FindRoot(from) ?? throw new CommandLineException(
            $"Neither {from} nor a folder above it has a .nuke folder, which marks the root; make one, or say --root <path>");
    }

    // Of several profiles, the last named is the strongest.
    private static List<ParameterFile> Files(AbsolutePath root, string[] profiles) =>
        [.. profiles.Reverse().Append(null).Select(profile => ParameterFile.Read(root, profile)).OfType<ParameterFile>()];

    private static IEnumerable<string> Unknown(ParameterFile file, List<ParameterDeclaration> declarations)
    {
        var known = declarations.Select(d => ParameterDeclaration.Normalize(d.Name)).ToHashSet(StringComparer.Ordinal);
        var names = declarations.Select(d => d.Name).ToList();
        return file.Values.Keys.Where(key => !known.Contains(ParameterDeclaration.Normalize(key)))
            .Select(key => $"There is no parameter {key} ({file.Name}){NearestName.Suggest(key, names)}");
    }
}
