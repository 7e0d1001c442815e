using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Hooks;
using Fence.Tasks.Validation;

namespace Fence.Tasks.Tests.Hooks;

/// <summary>The hooks in tests/corpus/hooks, each with what has to be found in it: a line and a rule for each finding.</summary>
public sealed class HookCorpusTests
{
    private const string Folder = "tests/corpus/hooks";
    private const string Beside = ".expected";

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf(Folder)).Select(Path.GetFileName).OfType<string>().Where(name => !name.EndsWith(Beside, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hook_has_the_findings_that_stand_beside_it_and_no_other(string name)
    {
        var bytes = File.ReadAllBytes(RepositoryFiles.PathOf($"{Folder}/{name}"));
        var script = HookExamples.Script(bytes);

        var report = HookValidator.Validate(HookExamples.Folder(script), new HookSurroundings(Brand.Helion));
        var left = Suppressions.Apply(report, SuppressionComments.Read(script.Path, Encoding.UTF8.GetString(bytes)), [], HookRules.All);

        Assert.Equal(
            RepositoryFiles.Read($"{Folder}/{name}{Beside}"),
            string.Concat(left.Diagnostics.Select(found => $"{found.Span?.Line} {found.Code}\n").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void There_are_enough_good_and_bad_ones()
    {
        Assert.True(Names.Count >= 60, $"{Names.Count} hooks");
        Assert.All(Names, name => Assert.Equal(name.Data.StartsWith("bad-", StringComparison.Ordinal), RepositoryFiles.Read($"{Folder}/{name.Data}{Beside}").Length > 0));
    }

    [Fact]
    public void Every_rule_that_judges_the_text_of_a_hook_finds_something_in_one_of_them()
    {
        var found = Names.SelectMany(name => RepositoryFiles.Read($"{Folder}/{name.Data}{Beside}").Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);

        // The others judge the folder, its modes, the image, or a manifest; FH010 is bash's own.
        string[] elsewhere = ["FH001", "FH002", "FH003", "FH004", "FH010", "FH018", "FH019", "FH020", "FH021", "FH022", "FH024", "FH029", "FH030"];
        Assert.Equal(HookRules.All.Select(rule => rule.Code).Except(elsewhere, StringComparer.Ordinal).Append("FV001"), found.Order(StringComparer.Ordinal));
    }
}
