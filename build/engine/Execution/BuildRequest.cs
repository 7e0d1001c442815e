using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>What the caller wants, from all places where it can be said, and what is wrong with it.</summary>
internal sealed record BuildRequest(
    BuildSettings Settings, List<ParameterDeclaration> Declarations, ParameterValues Values, List<string> Errors)
{
    /// <summary>Reads the command line, the environment and the parameters files.</summary>
    /// <exception cref="CommandLineException">There is no root, or a file cannot be read.</exception>
    public static BuildRequest Read(Type build, IEnumerable<string> arguments, Func<string, string?> variable)
    {
        var declarations = ParameterDeclaration.Of(build).Concat(ParameterDeclaration.Of(typeof(BuildSettings)))
            .DistinctBy(d => d.Name, AnySpelling.Comparer).ToList();
        var byName = declarations.ToDictionary(d => d.Name, AnySpelling.Comparer);
        var commandLine = CommandLine.Parse(arguments, byName);
        var errors = commandLine.Errors.ToList();

        // The files are found by the root and the profiles, so these two cannot be in them.
        var settings = new BuildSettings();
        var first = declarations.Where(d => d.IsEngineOption && d.Name is nameof(settings.Root) or nameof(settings.Profile));
        var given = ParameterValues.Resolve(first, commandLine, variable, [], []);
        given.Inject(settings);
        if (!Directory.Exists(settings.Root)) throw new CommandLineException($"There is no directory {settings.Root} (--root)");
        if (BuildSettings.FindRoot() is null && !given.All.Any(v => v.Value is AbsolutePath))
        {
            throw new CommandLineException(
                $"Neither {settings.Root} nor a folder above it has a .nuke folder, which marks the root; "
                + "make one, or say --root <path>");
        }

        var files = ParameterFile.ReadAll(settings.Root, settings.Profile, byName, errors);

        var values = ParameterValues.Resolve(declarations, commandLine, variable, files, errors);
        values.Inject(settings);
        settings.Target = [.. commandLine.Targets, .. settings.Target];
        settings.DryRun = values.All.Any(v => v is { Declaration.Name: nameof(settings.DryRun), Value: true });
        if (settings.Parallel < 1) errors.Add("--parallel needs a number of at least 1");
        return new(settings, declarations, values, errors);
    }
}
