using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>A parameter's value, and where it came from in words for people.</summary>
internal sealed record ParameterValue(ParameterDeclaration Declaration, object? Value, string Source);

/// <summary>
/// The values that callers gave: the command line beats the environment, which beats the profiles' files, which beat
/// <c>.nuke/parameters.json</c>.
/// </summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, ParameterValue> values = new(StringComparer.Ordinal);

    /// <summary>Whatever was given, by normalized name.</summary>
    public IEnumerable<ParameterValue> All => values.Values;

    /// <summary>Looks for each parameter's value.</summary>
    /// <param name="declarations">The parameters.</param>
    /// <param name="commandLine">What was typed.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="files">The parameters files, the strongest first.</param>
    /// <param name="errors">Takes a sentence for each value that cannot be.</param>
    public static ParameterValues Resolve(
        IEnumerable<ParameterDeclaration> declarations, CommandLine commandLine, Func<string, string?> variable,
        IReadOnlyList<ParameterFile> files, List<string> errors)
    {
        var result = new ParameterValues();
        foreach (var declaration in declarations)
        {
            if (Find(declaration, commandLine, variable, files) is not var (texts, source)) continue;
            if (ParameterConversion.TryConvert(declaration, texts, source, out var value, out var error))
                result.values[ParameterDeclaration.Normalize(declaration.Name)] = new(declaration, value, source);
            else
                errors.Add(error!);
        }

        return result;
    }

    /// <summary>The value given for the parameter; null where none was.</summary>
    public ParameterValue? Find(string name) => values.GetValueOrDefault(ParameterDeclaration.Normalize(name));

    /// <summary>The value given for the parameter that is declared by the member; null where none was.</summary>
    public ParameterValue? Find(MemberInfo member) => values.Values.FirstOrDefault(v => v.Declaration.Member == member)
        ?? values.Values.FirstOrDefault(v => v.Declaration.Member?.Name == member.Name);

    /// <summary>The value given for the parameter, or what to take where none was.</summary>
    public T Get<T>(string name, T otherwise) => Find(name) is { Value: T value } ? value : otherwise;

    /// <summary>Adds a value that a person has typed when asked for it.</summary>
    public void Add(ParameterValue value) => values[ParameterDeclaration.Normalize(value.Declaration.Name)] = value;

    /// <summary>Puts the values into the build's fields and properties.</summary>
    public void Inject(NukeBuild build)
    {
        foreach (var value in All) Inject(build, value);
    }

    /// <summary>Puts one value into its field or property.</summary>
    public static void Inject(NukeBuild build, ParameterValue value)
    {
        const BindingFlags Anywhere =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        switch (value.Declaration.Member)
        {
            case FieldInfo field:
                field.SetValue(build, value.Value);
                break;
            case PropertyInfo { CanWrite: true } property:
                property.SetValue(build, value.Value);
                break;
            case PropertyInfo property:
                // A property without a setter is written through its field; a computed one asks TryGetValue itself.
                property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Anywhere)?.SetValue(build, value.Value);
                break;
            default:
                break;
        }
    }

    private static (IReadOnlyList<string> Texts, string Source)? Find(
        ParameterDeclaration declaration, CommandLine commandLine, Func<string, string?> variable,
        IReadOnlyList<ParameterFile> files)
    {
        var name = ParameterDeclaration.Normalize(declaration.Name);
        if (commandLine.Values.TryGetValue(name, out var typed)) return (typed, "command line");

        foreach (var key in Variables(declaration))
        {
            if (variable(key) is { Length: > 0 } text) return ([text], $"environment, {key}");
        }

        foreach (var file in files)
        {
            var member = file.Values.FirstOrDefault(v => ParameterDeclaration.Normalize(v.Key) == name);
            if (member.Key is not null) return (member.Value, file.Name);
        }

        return null;
    }

    // HOST and TARGET mean something else on many machines, so the engine's own options need the prefix.
    private static string[] Variables(ParameterDeclaration declaration) => declaration.IsEngineOption
        ? [$"NUKE_{declaration.Variable}"]
        : [$"NUKE_{declaration.Variable}", declaration.Variable, declaration.Name];
}
