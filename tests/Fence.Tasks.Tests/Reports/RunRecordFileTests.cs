using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Reports;

public sealed class RunRecordFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-record-").FullName;

    internal static readonly RunRecord Whole = new()
    {
        Cluster = "micro",
        StartedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Validation = new ValidationSummary(0, 1, [Diagnostic.Warning("FH003", "something", "do it", new SourceSpan("hooks/pre-running", 3, 1))]),
        Built = new BuiltImage
        {
            Id = "sha256:1d1d1d1d1d1d1d1d", Repository = "exampleco/stack-alsek", Tag = "1", DefinitionDigest = "sha256:def", ContextDigest = "sha256:c0", BaseId = "sha256:ba5e", Commit = "c0",
        },
        Published = new PublishedImage
        {
            Registry = "api.test:5000", Repository = "exampleco/stack-alsek", Tag = "1", Digest = "sha256:d1", ImageId = "sha256:1d1d1d1d1d1d1d1d",
        },
        Rollout = new RolloutResult
        {
            Reference = "api.test:5000/exampleco/stack-alsek:1", Digest = "sha256:d1", ImageId = "sha256:1d1d1d1d1d1d1d1d",
            Deas = [new DeaRollout("dea-1", DeaAction.Pulled, 2.25), new DeaRollout("dea-2", DeaAction.None, 0.1)],
        },
        Config = new ConfigChange { Key = "fence docker/images", Before = ["a", "b"], After = ["api.test:5000/exampleco/stack-alsek:1", "a", "b"], IsWritten = true },
        Stages = [new StageRecord("BuildImage", StageOutcome.Succeeded, new DateTimeOffset(2026, 11, 24, 12, 1, 0, TimeSpan.Zero), 61.5)],
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        var file = new RunRecordFile(Path.Combine(folder, "artifacts", "run.json"));

        file.Write(Whole);
        var text = File.ReadAllText(Path.Combine(folder, "artifacts", "run.json"));
        file.Write(file.Read()!);

        Assert.Equal(text, File.ReadAllText(Path.Combine(folder, "artifacts", "run.json")));
        Assert.Contains("\"digest\": \"sha256:d1\"", text, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.EnumerateFiles(Path.Combine(folder, "artifacts")).Select(Path.GetFileName));
    }

    [Fact]
    public void No_file_is_no_record() => Assert.Null(new RunRecordFile(Path.Combine(folder, "run.json")).Read());

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"schema\":999,\"cluster\":\"micro\",\"startedAt\":\"2026-11-24T12:00:00Z\"}")]
    public void A_file_that_is_no_record_of_this_form_is_bad_input(string text)
    {
        var path = Path.Combine(folder, "run.json");
        File.WriteAllText(path, text);

        var error = Assert.Throws<FenceException>(() => new RunRecordFile(path).Read());

        Assert.Equal(ExitCode.BadInput, error.Exit);
        Assert.Equal("FT002", error.Diagnostics[0].Code);
    }
}
