using Fence.Tasks.Definition;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Tests.Dockerfiles;

namespace Fence.Tasks.Docker.Tests.Dockerfiles;

/// <summary>What Docker's own parser refuses, rule FD001 finds, and nothing else: asked of a real engine, nothing is built.</summary>
[Trait("Category", "docker")]
public sealed class ParserAgreementTests(ParsingEngine engine) : IClassFixture<ParsingEngine>
{
    private static readonly ImageDefinition Image = new()
    {
        Repository = "exampleco/stack-alsek",
        Base = "helion/stack-alsek:kato-patched",
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        HookFolder = "/etc/helion/hooks",
    };

    public static TheoryData<string> Names => [.. CorpusFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_engine_and_the_rule_agree(string name)
    {
        var file = CorpusFiles.All.Single(file => file.Name == name);
        var isRefused = !file.IsForBuildKit && Faults(file.Text).Length > 0;

        var refusal = await engine.RefusalAsync(file.Text, TestContext.Current.CancellationToken);

        Assert.True((isRefused || file.IsForBuildKit) == (refusal is not null), $"the engine: {refusal ?? "reads it"}; the rule: {Faults(file.Text)}");
    }

    /// <summary>Where a file is for BuildKit, the rule reads it, or the mark would hide a fault of the parser.</summary>
    [Fact]
    public void What_is_for_BuildKit_is_read_by_the_rule() =>
        Assert.All(CorpusFiles.All.Where(file => file.IsForBuildKit), file => Assert.Equal("", Faults(file.Text)));

    [Theory]
    [InlineData("FROM a\nRUNN b\n")]
    [InlineData("FROM a AS\n")]
    [InlineData("")]
    public async Task The_engine_does_refuse(string text) =>
        Assert.NotNull(await engine.RefusalAsync(text, TestContext.Current.CancellationToken));

    private static string Faults(string text) => string.Join(
        "; ",
        DockerfileValidator.Validate(Dockerfile.Parse(text, "Dockerfile"), Image, context: null).Diagnostics
            .Where(found => found.Code is "FD001")
            .Select(found => found.Message));
}
