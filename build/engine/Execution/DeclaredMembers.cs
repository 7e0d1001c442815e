using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>What a build declares, in the order of its declaration: the class's own first, then its components'.</summary>
internal static class DeclaredMembers
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The fields and properties of a class, of those below it, and the properties of its interfaces.</summary>
    public static IEnumerable<MemberInfo> Of(Type build)
    {
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            foreach (var member in type.GetMembers(Declared).Where(m => m is FieldInfo or PropertyInfo)) yield return member;
        }

        foreach (var property in build.GetInterfaces().SelectMany(i => i.GetProperties(Declared))) yield return property;
    }

    /// <summary>The member's own name; an explicit implementation has the interface's before it, <c>ICompile.Compile</c>.</summary>
    public static string NameOf(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];
}
