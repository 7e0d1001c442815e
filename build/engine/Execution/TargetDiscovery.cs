using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets of a build, in the order of their declaration: the class's own first, then its components'.</summary>
internal static class TargetDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The targets, with all relations between them.</summary>
    public static IReadOnlyList<ExecutableTarget> Discover(NukeBuild build, IReadOnlyCollection<string> defaults)
    {
        var targets = new List<ExecutableTarget>();
        var byFactory = new Dictionary<Target, ExecutableTarget>();
        foreach (var property in Properties(build.GetType()))
        {
            var factory = (Target)property.GetValue(build)!;
            var name = Name(property);
            if (byFactory.ContainsKey(factory) || targets.Exists(t => t.Name == name)) continue;

            var target = new ExecutableTarget(name, factory) { IsDefault = defaults.Contains(name) };
            targets.Add(target);
            byFactory.Add(factory, target);
        }

        foreach (var target in targets)
            target.Factory(new TargetDefinition(target, build, byFactory.GetValueOrDefault));

        return targets;
    }

    private static IEnumerable<PropertyInfo> Properties(Type build)
    {
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            foreach (var property in type.GetProperties(Declared).Where(p => p.PropertyType == typeof(Target)))
                yield return property;
        }

        foreach (var property in build.GetInterfaces().SelectMany(i => i.GetProperties(Declared)))
        {
            if (property.PropertyType == typeof(Target)) yield return property;
        }
    }

    // An explicit implementation is named after its interface: Build.ICompile.Compile.
    private static string Name(PropertyInfo property) => property.Name[(property.Name.LastIndexOf('.') + 1)..];
}
