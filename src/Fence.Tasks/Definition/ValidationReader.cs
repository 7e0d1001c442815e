using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>validation</c>.</summary>
internal static partial class ValidationReader
{
    public static ValidationDefinition Read(YamlSection file) => file.Section("validation", DefinitionKeys.Validation) is { } validation
        ? new ValidationDefinition { FailOn = FailOnOf(validation), Ignored = IgnoredOf(validation) }
        : new ValidationDefinition();

    private static Severity FailOnOf(YamlSection validation)
    {
        switch (validation.Text("fail_on"))
        {
            case null or "error":
                return Severity.Error;
            case "warning":
                return Severity.Warning;
            default:
                validation.Refuse("FY008", "fail_on", "is neither 'error' nor 'warning'", "Write the least severity that stops a run.");
                return Severity.Error;
        }
    }

    private static ImmutableArray<IgnoredRule> IgnoredOf(YamlSection validation)
    {
        var ignored = ImmutableArray.CreateBuilder<IgnoredRule>();
        foreach (var section in validation.Sections("ignore", DefinitionKeys.Ignored))
        {
            var rule = section.RequiredText("rule", "FH012");
            section.Require("reason", "Say why it is right here; whoever reads it later has to be able to judge that.");
            if (rule is not null && !RulePattern().IsMatch(rule))
                section.Refuse("FY008", "rule", $"'{rule}' is not the number of a rule", "Write it as docs/rules lists it, such as 'FH012'.");
            ignored.Add(new IgnoredRule(rule ?? "", section.Text("reason") ?? "", section.Text("file"), section.ValueSpanOf("rule")));
        }
        return ignored.ToImmutable();
    }

    [GeneratedRegex(@"\A[A-Z]{2}[0-9]{3,4}\z", RegexOptions.NonBacktracking)]
    private static partial Regex RulePattern();
}
