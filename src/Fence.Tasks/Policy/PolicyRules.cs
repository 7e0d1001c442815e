using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Policy.Rules;

namespace Fence.Tasks.Policy;

/// <summary>The rules of policies.</summary>
public static class PolicyRules
{
    /// <summary>The rules, in the order of their numbers.</summary>
    internal static ImmutableArray<IPolicyRule> Pure { get; } =
    [
        new PrivilegedUnacknowledged(),
        new SudoUnacknowledged(),
        new AcknowledgementExpired(),
        new PrivilegedWithSudo(),
        new AnyRegistry(),
        new DockerAppsWithoutSudo(),
        new MoreThanPolicy(),
        new NeedlessAcknowledgement(),
    ];

    /// <summary>Every rule, by number.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. Pure.Select(rule => rule.Rule)];
}
