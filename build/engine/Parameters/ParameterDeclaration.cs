using System.Reflection;
using System.Text;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>A parameter that a caller can give: one of the build's, or one of the engine's own.</summary>
/// <param name="Name">Its name in the parameters files, such as <c>ImageTag</c>.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Description">What it is, in a line.</param>
internal sealed record ParameterDeclaration(string Name, Type Type, string? Description)
{
    /// <summary>The field or property it is put into; null for the engine's own.</summary>
    public MemberInfo? Member { get; init; }

    public bool IsSecret { get; init; }

    public bool IsListed { get; init; } = true;

    public string? Separator { get; init; }

    /// <summary>What one value is, in a word for usage lines, where the type does not say.</summary>
    public string? ValueName { get; init; }

    /// <summary>The values there are, where the type does not say.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The name on the command line, without dashes before it: <c>image-tag</c>.</summary>
    public string Option { get; } = Words(Name, '-').ToLowerInvariant();

    /// <summary>The name that people give variables: <c>IMAGE_TAG</c>.</summary>
    public string Variable { get; } = Words(Name, '_').ToUpperInvariant();

    public bool IsEngineOption => Member is null;

    public bool IsList => Type.IsArray;

    /// <summary>The type of one value: the array's element, the nullable's value.</summary>
    public Type ValueType { get; } = Unwrap(Type.IsArray ? Type.GetElementType()! : Type);

    public bool IsSwitch => ValueType == typeof(bool) && !IsList;

    /// <summary>All values there are, where they can be counted.</summary>
    public IReadOnlyList<string>? Allowed =>
        Choices ?? (ValueType.IsEnum ? Enum.GetNames(ValueType) : ValueType == typeof(bool) ? ["true", "false"] : null);

    /// <summary>What stands for a value in a usage line.</summary>
    public string Placeholder => this switch
    {
        { IsSwitch: true } => "",
        { IsList: true } => $"<{Kind}>...",
        _ => $"<{Kind}>",
    };

    private string Kind => this switch
    {
        { ValueName: { } name } => name,
        { ValueType.IsEnum: true } => Option.Split('-')[^1],
        _ when ValueType == typeof(string) => "text",
        _ when ValueType == typeof(AbsolutePath) => "path",
        _ => "number",
    };

    /// <summary>The name without the ways to write it: <c>--image-tag</c>, <c>imageTag</c> and <c>IMAGE_TAG</c> are one.</summary>
    public static string Normalize(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The parameters that a build class and its components declare, in the order of their declaration.</summary>
    public static IReadOnlyList<ParameterDeclaration> Of(Type build)
    {
        var found = new Dictionary<string, ParameterDeclaration>(StringComparer.Ordinal);
        foreach (var member in Members(build))
        {
            if (member.GetCustomAttribute<ParameterAttribute>() is not { } attribute) continue;
            var name = attribute.Name ?? member.Name[(member.Name.LastIndexOf('.') + 1)..];
            found.TryAdd(Normalize(name), new(name, TypeOf(member), attribute.Description)
            {
                Member = member,
                IsSecret = member.IsDefined(typeof(SecretAttribute)),
                IsListed = attribute.List,
                Separator = attribute.Separator,
            });
        }

        return [.. found.Values];
    }

    private static IEnumerable<MemberInfo> Members(Type build)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
            | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            foreach (var member in type.GetMembers(Declared).Where(m => m is FieldInfo or PropertyInfo)) yield return member;
        }

        foreach (var property in build.GetInterfaces().SelectMany(i => i.GetProperties(Declared))) yield return property;
    }

    private static Type TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    // ImageTag is Image-Tag, and DEACount is DEA-Count.
    private static string Words(string name, char separator)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && name[i - 1] != '-') words.Append(separator);
            words.Append(name[i] == '-' ? separator : name[i]);
        }

        return words.ToString();
    }
}
