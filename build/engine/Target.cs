namespace Nuke.Common;

/// <summary>Describes one target of a build; a build declares it as a property: <c>Target Compile => _ => _.Executes(…)</c>.</summary>
/// <param name="definition">The empty definition to fill.</param>
/// <returns>The same definition, filled.</returns>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>What becomes of a target's dependencies when the target itself is skipped before the run.</summary>
public enum DependencyBehavior
{
    /// <summary>Dependencies that nothing else in the plan needs are skipped, too.</summary>
    Skip,

    /// <summary>The dependencies run all the same.</summary>
    Execute,
}
