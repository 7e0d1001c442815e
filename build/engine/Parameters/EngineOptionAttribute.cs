namespace Nuke.Common.Execution;

/// <summary>A parameter that every build has. Where a build declares one of the same name, the build's counts.</summary>
/// <param name="description">What it is, in a line.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EngineOptionAttribute(string description) : ParameterAttribute(description)
{
    /// <summary>What one value is, in a word for usage lines, where the type does not say.</summary>
    public string? ValueName { get; set; }

    /// <summary>Whether it says something without a value, too.</summary>
    public bool HasLoneUse { get; set; }
}
