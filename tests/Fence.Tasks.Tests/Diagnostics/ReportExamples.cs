using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests.Diagnostics;

/// <summary>Reports made up for the tests of what renders them.</summary>
internal static class ReportExamples
{
    public const string Text = "#!/bin/bash\nexport A=$(date) TOKEN=0fake0token0of0tests\n\techo $A\n";

    public static Rule Quotes { get; } = new("FH017", Severity.Warning, "an unquoted expansion in export") { Aliases = ["SC2155"] };

    public static Rule Secret { get; } = new("FH011", Severity.Error, "a secret in the hook") { FindsSecrets = true };

    public static Diagnostic Unquoted { get; } = Quotes.Finding(
        "a command substitution is not quoted in export A",
        "Put double quotes around the value.",
        new SourceSpan("hooks/pre-running", 2, 10) { EndLine = 2, EndColumn = 17 });

    public static Diagnostic Token { get; } = Secret.Finding(
        "TOKEN is given a value that looks like a secret",
        "Take it from the environment.",
        new SourceSpan("hooks/pre-running", 2, 24) { EndLine = 2, EndColumn = 44 });

    public static DiagnosticReport Both { get; } = DiagnosticReport.Of([Token, Unquoted]);

    public static string? TextOf(string file) => file is "hooks/pre-running" ? Text : null;
}
