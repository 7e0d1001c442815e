namespace Nuke.Common;

/// <summary>Marks a field or property that a caller sets: on the command line, in the environment, or in a parameters file.</summary>
/// <param name="description">What it is, in a line; shown by <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>What it is, in a line.</summary>
    public virtual string? Description { get; } = description;

    /// <summary>The name to use instead of the member's.</summary>
    public string? Name { get; set; }

    /// <summary>What separates the values of an array that is given as one text.</summary>
    public string? Separator { get; set; }

    /// <summary>Whether <c>--help</c> lists it.</summary>
    public virtual bool List { get; set; } = true;
}

/// <summary>Marks a parameter whose value must not be seen: it is masked in all that the build prints or writes.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
