using System.Text.Json.Nodes;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;
using NJsonSchema;

namespace Fence.Tasks.Tests.Diagnostics;

/// <summary>The schema in Schemas/ is the published one, as SchemaStore had it and <c>@microsoft/jest-sarif</c> ships it.</summary>
public sealed class SarifReportTests
{
    public static TheoryData<string> Reports => ["nothing", "findings", "suppressed", "without a place", "odd places"];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task What_is_written_is_valid(string name) => Assert.Empty(await FaultsOf(SarifReport.Write(Report(name), [ReportExamples.Secret])));

    [Fact]
    public async Task The_schema_refuses_what_is_not_valid()
    {
        var sarif = SarifReport.Write(ReportExamples.Both, []).Replace("\"startLine\": 2", "\"startLine\": 0", StringComparison.Ordinal);

        Assert.NotEmpty(await FaultsOf(sarif));
    }

    [Fact]
    public void A_finding_names_its_rule_by_its_place_in_the_list_of_rules()
    {
        var run = JsonNode.Parse(SarifReport.Write(ReportExamples.Both, [ReportExamples.Secret]))!["runs"]![0]!;

        var result = run["results"]![1]!;
        Assert.Equal("FH011", (string?)result["ruleId"]);
        Assert.Equal("FH011", (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]);
        Assert.Equal("""{"startLine":2,"startColumn":24,"endColumn":44}""", result["locations"]![0]!["physicalLocation"]!["region"]!.ToJsonString());
    }

    [Fact]
    public void What_is_suppressed_is_there_and_says_why()
    {
        var run = JsonNode.Parse(SarifReport.Write(Report("suppressed"), []))!["runs"]![0]!;

        Assert.Equal("""[{"kind":"external","justification":"a made-up one"}]""", run["results"]![0]!["suppressions"]!.ToJsonString());
    }

    private static async Task<IEnumerable<string>> FaultsOf(string sarif)
    {
        var schema = await JsonSchema.FromJsonAsync(RepositoryFiles.Read("tests/Fence.Tasks.Tests/Schemas/sarif-2.1.0.json"), TestContext.Current.CancellationToken);
        return schema.Validate(sarif).Select(fault => fault.ToString());
    }

    private static DiagnosticReport Report(string name) => name switch
    {
        "nothing" => DiagnosticReport.Empty,
        "findings" => ReportExamples.Both,
        "suppressed" => DiagnosticReport.Empty with { Suppressed = [new SuppressedDiagnostic(ReportExamples.Token, SuppressionSource.Definition, "a made-up one")] },
        "without a place" => DiagnosticReport.Of([Diagnostic.Error("X", "x"), new Diagnostic("Y", Severity.Info, "y") { Page = "https://example.com/y" }]),
        _ => DiagnosticReport.Of(
        [
            Diagnostic.Error("X", "x", span: new SourceSpan("a file/ä:%")),
            Diagnostic.Error("X", "x", span: new SourceSpan("f", 3)),
            Diagnostic.Error("X", "x", span: new SourceSpan("f", 3, 5) { EndLine = 9, EndColumn = 1 }),
        ]),
    };
}
