using Fence.Tasks.Definition;
using Fence.Tasks.Policy;

namespace Fence.Tasks.Tests.Policy;

/// <summary>Policies made up for tests, and a single rule's judgement of them.</summary>
internal static class PolicyExamples
{
    public static DateOnly Today { get; } = new(2026, 11, 24);

    public const string Privileged = "  privileged: true\n";
    public const string Sudo = "  quotas:\n    - name: trusted\n      allow_sudo: true\n";

    public static string Acknowledged(params string[] what) =>
        "  acknowledgements:\n" + string.Concat(what.Select(key => $"    {key}: {{ who: Ada, why: a test, until: 2026-11-24 }}\n"));

    public static PolicyDefinition Read(string policy) =>
        FenceDefinitionReader.Parse($"image: {{ repository: a/b, base: 'a/b:c' }}\npolicy:\n{policy}", "fence.yml", "/").Policy;

    /// <summary>What one rule says of a policy, as <c>line:column code</c>; the policy begins in line 3.</summary>
    public static string Places(string code, string policy, ClusterPrivileges? cluster = null, DateOnly? today = null) => Findings.Places(
        PolicyValidator.Validate(Read(policy), today ?? Today, cluster).Diagnostics.Where(found => string.Equals(found.Code, code, StringComparison.Ordinal)));
}
