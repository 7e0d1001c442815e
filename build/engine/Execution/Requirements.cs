using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Looks, before anything runs, whether the targets of the plan have what they require.</summary>
/// <param name="build">The build, with the values given so far.</param>
/// <param name="declarations">Its parameters.</param>
/// <param name="ask">Asks a person for a missing value; null where nobody answers.</param>
internal sealed class Requirements(
    NukeBuild build, IReadOnlyList<ParameterDeclaration> declarations, Func<ParameterDeclaration, ParameterValue?> ask)
{
    /// <summary>Checks all of them.</summary>
    /// <exception cref="CommandLineException">Some are not met; a sentence for each.</exception>
    public void Check(IEnumerable<ExecutableTarget> targets)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            foreach (var requirement in target.Requirements)
            {
                if (Check(target, requirement) is var (key, error)) errors.TryAdd(key, error);
            }
        }

        if (errors.Count > 0) throw new CommandLineException([.. errors.Values]);
    }

    private (string Key, string Error)? Check(ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement.ReturnType == typeof(bool))
        {
            var holds = (bool)requirement.Compile(preferInterpretation: true).DynamicInvoke()!;
            return holds ? null : (requirement.ToString(), $"Target {target.Name} requires {Readable(requirement.Body)}");
        }

        var member = NukeBuild.MemberOf(requirement.Body);
        if (Value(requirement, member) is not null and not "") return null;

        if (Declaration(member) is not { } declaration)
            return (member.Name, $"Target {target.Name} requires a value for {member.Name}");
        if (ask(declaration) is not { } answer) return (member.Name, Missing(target, declaration));

        build.Parameters.Add(answer);
        ParameterValues.Inject(build, answer);
        return null;
    }

    private ParameterDeclaration? Declaration(MemberInfo member) =>
        declarations.FirstOrDefault(d => d.Member.Name == member.Name);

    // Reading the member directly spares the start of the expression compiler.
    private object? Value(LambdaExpression requirement, MemberInfo member) => member switch
    {
        FieldInfo field when field.DeclaringType!.IsInstanceOfType(build) => field.GetValue(build),
        PropertyInfo property when property.DeclaringType!.IsInstanceOfType(build) => property.GetValue(build),
        _ => requirement.Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static string Missing(ExecutableTarget target, ParameterDeclaration declaration)
    {
        var about = declaration.Attribute.Description is { } text ? $" ({text})" : "";
        var file = declaration.IsSecret ? ".nuke/parameters.<profile>.json, with --profile <profile>" : ".nuke/parameters.json";
        return $"""
            Target {target.Name} requires --{declaration.Option}{about}. Give it in one of these ways:
              on the command line:  {declaration.Usage}
              in the environment:   {declaration.Variable}=<value>
              in a file:            "{declaration.Name}": "<value>" in {file}
            """;
    }

    // The source is not kept at run time; the expression's own text is near it once the closure's name is gone.
    private string Readable(Expression condition) =>
        condition is MemberExpression { Member: var member } && Declaration(member) is { } declaration
            ? $"--{declaration.Option}"
            : condition.ToString().Replace($"value({build.GetType().FullName}).", "", StringComparison.Ordinal);
}
