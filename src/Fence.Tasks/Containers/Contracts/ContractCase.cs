using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Makes test cases of what is wanted and what was found wrong.</summary>
internal static class ContractCase
{
    /// <summary>A case that passes where nothing is wrong.</summary>
    /// <param name="group">The part of the contract.</param>
    /// <param name="name">What is wanted.</param>
    /// <param name="code">The code of its findings.</param>
    /// <param name="span">Where it is wanted.</param>
    /// <param name="wrong">What is wrong: sentences without a full stop.</param>
    public static TestCase Of(string group, string name, string code, SourceSpan? span, IEnumerable<string> wrong)
    {
        var findings = wrong.Select(what => Diagnostic.Error(
            code, what, "Mend the image, or what fence.yml wants of it", span)).ToList();
        return new TestCase(group, name, findings.Count == 0 ? TestOutcome.Passed : TestOutcome.Failed) { Findings = [.. findings] };
    }
}
