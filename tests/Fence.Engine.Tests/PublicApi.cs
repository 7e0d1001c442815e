using System.Reflection;
using System.Runtime.CompilerServices;
using Nuke.Common;

namespace Fence.Engine.Tests;

/// <summary>The engine's API is a checked-in list, build/engine/api.md, with NUKE's member of the same name beside each.</summary>
public sealed class PublicApi
{
    private static readonly IReadOnlyList<string[]> Rows = ReadRows();

    [Fact]
    public void Every_member_is_in_the_list_and_everything_in_the_list_is_a_member()
    {
        var members = typeof(NukeBuild).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => Members(t).Order(StringComparer.Ordinal).Distinct().Select(m => $"{Name(t)}.{m}").Prepend(Name(t)));

        Assert.Equal(members.Order(StringComparer.Ordinal), Rows.Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_member_of_NUKE_has_the_same_name() => Assert.All(Rows, row => Assert.EndsWith($".{row[0]}", row[1], StringComparison.Ordinal));

    [Fact]
    public void It_is_in_the_namespace_that_the_engine_has_it_in()
    {
        var namespaces = typeof(NukeBuild).Assembly.GetExportedTypes().ToDictionary(Name, t => t.Namespace!, StringComparer.Ordinal);

        Assert.All(Rows, row => Assert.Equal($"{namespaces[row[0].Split('.')[0]]}.{row[0]}", row[1]));
    }

    private static List<string[]> ReadRows([CallerFilePath] string caller = "") =>
    [
        .. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "build", "engine", "api.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..3].Select(cell => cell.Trim('`')).ToArray()),
    ];

    private static string Name(Type type) => type.Name.Split('`')[0];

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(IsVisible)
        .Select(m => m is ConstructorInfo ? Name(type) : m.Name);

    // Accessors and what the compiler adds to delegates and enums say nothing that the member itself does not; nor does a constructor
    // that takes nothing.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when constructor.GetParameters().Length == 0 => false,
        MethodInfo { IsSpecialName: true, Name: var name } => name.StartsWith("op_", StringComparison.Ordinal),
        _ when member.DeclaringType!.IsSubclassOf(typeof(Delegate)) => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field is { IsSpecialName: false } && (field.IsPublic || field.IsFamily),
        PropertyInfo property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily),
        _ => false,
    };
}
