using System.Reflection;
using System.Text.Json;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>A parameter that a caller can give: one of the build's, or one of the engine's own.</summary>
/// <param name="Name">Its name in the parameters files, such as <c>ImageTag</c>.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Attribute">What is declared about it.</param>
/// <param name="Member">The field or property that its value is put into.</param>
internal sealed record ParameterDeclaration(string Name, Type Type, ParameterAttribute Attribute, MemberInfo Member)
{
    /// <summary>The name on the command line, without dashes before it: <c>image-tag</c>.</summary>
    public string Option { get; } = JsonNamingPolicy.KebabCaseLower.ConvertName(Name);

    /// <summary>The name that people give variables: <c>IMAGE_TAG</c>.</summary>
    public string Variable { get; } = VariableOf(Name);

    public bool IsSecret { get; } = Member.IsDefined(typeof(SecretAttribute));

    public bool IsEngineOption => Attribute is EngineOptionAttribute;

    public bool IsList => Type.IsArray;

    /// <summary>The type of one value: the array's element, the nullable's value.</summary>
    public Type ValueType { get; } = Unwrap(Type.IsArray ? Type.GetElementType()! : Type);

    public bool IsSwitch => ValueType == typeof(bool) && !IsList;

    public bool IsTarget => ValueName == "target";

    /// <summary>All values there are, where they can be counted.</summary>
    public IReadOnlyList<string>? Allowed =>
        ValueType.IsEnum ? Enum.GetNames(ValueType)
        : ValueType == typeof(bool) ? ["true", "false"]
        : ValueType == typeof(Host) ? Host.Names
        : null;

    /// <summary>What stands for a value in a usage line.</summary>
    public string Placeholder => IsSwitch ? "" : IsList ? $"<{Kind}>..." : $"<{Kind}>";

    /// <summary>How it is given: <c>--image-tag &lt;text&gt;</c>.</summary>
    public string Usage => $"--{Option} {Placeholder}".TrimEnd();

    /// <summary>Whether it says something without a value, too: a switch is on, an option of the engine as it says.</summary>
    public bool HasLoneUse => IsSwitch || Attribute is EngineOptionAttribute { HasLoneUse: true };

    private string? ValueName => (Attribute as EngineOptionAttribute)?.ValueName;

    private string Kind =>
        ValueName is not null ? ValueName
        : ValueType == typeof(string) ? "text"
        : ValueType == typeof(AbsolutePath) ? "path"
        : ValueType == typeof(int) ? "number"
        : Option.Split('-')[^1];

    /// <summary>The parameters that a build class and its components declare, in the order of their declaration.</summary>
    public static IEnumerable<ParameterDeclaration> Of(Type build) =>
        from member in DeclaredMembers.Of(build)
        let attribute = member.GetCustomAttribute<ParameterAttribute>()
        where attribute is not null
        let type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType
        select new ParameterDeclaration(attribute.Name ?? DeclaredMembers.NameOf(member), type, attribute, member);

    /// <summary>The name of the variable for a parameter of that name.</summary>
    public static string VariableOf(string name) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', '_').ToUpperInvariant();

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
