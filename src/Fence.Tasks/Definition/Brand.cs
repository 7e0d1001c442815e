using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>
/// The name the product goes by in a cluster. What differs between the two is data here, and nowhere else (DOMAIN section 5).
/// </summary>
public sealed record Brand
{
    private Brand(string name) => Name = name;

    /// <summary>HP Helion Development Platform ALS.</summary>
    public static Brand Helion { get; } = new("helion");

    /// <summary>ActiveState Stackato, which the other is derived from.</summary>
    public static Brand Stackato { get; } = new("stackato");

    /// <summary>The brands there are, the default first.</summary>
    public static ImmutableArray<Brand> All { get; } = [Helion, Stackato];

    /// <summary>The word for it in <c>fence.yml</c>, lower case.</summary>
    public string Name { get; }

    /// <summary>Where the image keeps the admin hooks: <c>/etc/helion/hooks</c>.</summary>
    public string HookFolder => $"/etc/{Name}/hooks";

    /// <summary>
    /// The variable in which a hook lists the variables that reach sessions and the crontab: <c>HELION_HOOK_ENV</c>.
    /// </summary>
    public string HookEnvironmentVariable => $"{Name.ToUpperInvariant()}_HOOK_ENV";

    /// <summary>The user that hooks and applications run as, inside a container.</summary>
    public string User => Name;

    /// <summary>The other brand, whose names are a mistake here.</summary>
    public Brand Other => this == Helion ? Stackato : Helion;

    /// <summary>The brand of that name, or null.</summary>
    public static Brand? Find(string name) =>
        All.FirstOrDefault(brand => string.Equals(brand.Name, name, StringComparison.Ordinal));

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
