using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets of a build.</summary>
internal static class TargetDiscovery
{
    /// <summary>The targets, with all relations between them.</summary>
    public static IReadOnlyList<ExecutableTarget> Discover(NukeBuild build, IReadOnlyCollection<string> defaults)
    {
        var targets = new OrderedDictionary<Target, ExecutableTarget>();
        var properties = DeclaredMembers.Of(build.GetType()).OfType<PropertyInfo>();
        foreach (var property in properties.Where(p => p.PropertyType == typeof(Target)))
        {
            var factory = (Target)property.GetValue(build)!;
            var name = DeclaredMembers.NameOf(property);
            if (targets.Values.All(t => t.Name != name))
                targets.TryAdd(factory, new(name, factory) { IsDefault = defaults.Contains(name) });
        }

        foreach (var target in targets.Values) target.Factory(new TargetDefinition(target, build, targets.GetValueOrDefault));
        return [.. targets.Values];
    }
}
