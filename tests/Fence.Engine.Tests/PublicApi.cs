using System.Reflection;
using Nuke.Common;

namespace Fence.Engine.Tests;

/// <summary>The engine's API is a checked-in list: NUKE has each of these members under the same name.</summary>
public sealed class PublicApi
{
    [Fact]
    public void It_is_what_is_checked_in()
    {
        var lines = typeof(NukeBuild).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => Members(t).Order(StringComparer.Ordinal).Distinct().Prepend(t.FullName!));

        Snapshot.Verify(string.Join('\n', lines) + "\n", "public-api");
    }

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(IsVisible)
        .Select(m => $"  {m.Name}");

    // Accessors and what the compiler adds to delegates and enums say nothing that the member itself does not.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true, Name: var name } => name.StartsWith("op_", StringComparison.Ordinal),
        _ when member.DeclaringType!.IsSubclassOf(typeof(Delegate)) => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field is { IsSpecialName: false } && (field.IsPublic || field.IsFamily),
        PropertyInfo property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily),
        _ => false,
    };
}
