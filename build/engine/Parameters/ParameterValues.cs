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
    private readonly Dictionary<ParameterDeclaration, ParameterValue> values = [];

    /// <summary>Whatever was given.</summary>
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
                result.Add(new(declaration, value, source));
            else
                errors.Add(error!);
        }

        return result;
    }

    /// <summary>The value given for the parameter; null where none was.</summary>
    public ParameterValue? Find(ParameterDeclaration declaration) => values.GetValueOrDefault(declaration);

    /// <summary>The value given for the parameter that is declared by the member or one of its name; null where none was.</summary>
    public ParameterValue? Find(MemberInfo member) =>
        All.Where(v => v.Declaration.Member.Name == member.Name).MaxBy(v => v.Declaration.Member == member);

    /// <summary>Adds a value, as one that a person has typed when asked for it.</summary>
    public void Add(ParameterValue value) => values[value.Declaration] = value;

    /// <summary>Puts the values into the fields and properties of the object that are declared for them.</summary>
    public void Inject(object target)
    {
        foreach (var value in All.Where(v => v.Declaration.Member.DeclaringType!.IsInstanceOfType(target))) Inject(target, value);
    }

    /// <summary>Puts one value into its field or property.</summary>
    public static void Inject(object target, ParameterValue value)
    {
        const BindingFlags Private = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

        // A property without a setter is written through its field; a computed one asks TryGetValue itself.
        var member = value.Declaration.Member;
        var field = member as FieldInfo ?? member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", Private);
        if (member is PropertyInfo { CanWrite: true } property) property.SetValue(target, value.Value);
        else field?.SetValue(target, value.Value);
    }

    private static (IReadOnlyList<string> Texts, string Source)? Find(
        ParameterDeclaration declaration, CommandLine commandLine, Func<string, string?> variable,
        IReadOnlyList<ParameterFile> files)
    {
        if (commandLine.Values.TryGetValue(declaration, out var typed)) return (typed, "command line");

        // HOST and TARGET mean something else on many machines, so the engine's own options need the prefix.
        var prefixed = $"NUKE_{declaration.Variable}";
        string[] names = declaration.IsEngineOption ? [prefixed] : [prefixed, declaration.Variable, declaration.Name];
        var set = Array.Find(names, name => !string.IsNullOrEmpty(variable(name)));
        if (set is not null) return ([variable(set)!], $"environment, {set}");

        var file = files.FirstOrDefault(f => f.Values.ContainsKey(declaration));
        return file is null ? null : (file.Values[declaration], file.Name);
    }
}
