using Fence.MicroCloud.Engines;
using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>Builds the solution and runs its tests.</summary>
internal static class TestRun
{
    private const string NoTestsMatched = "8";

    public static async Task ExecuteAsync(AbsolutePath root, bool withDocker, CancellationToken cancellationToken)
    {
        // A test that a tool is missing for would be skipped.
        await LocalTool.EnsureAsync("shellcheck", "shellcheck", new LoggedEvents());
        await LocalTool.EnsureAsync("npm", "npm", new LoggedEvents());
        if (withDocker)
            await LocalEngine.EnsureAsync(new LoggedEvents(), TimeProvider.System, cancellationToken);

        var results = root / "artifacts" / "tests";
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        var passed = await Dotnet.RunAsync(root, ["build", "Fence.slnx", "--nologo", "--verbosity", "quiet"], cancellationToken)
            && await Dotnet.RunAsync(root, TestArguments(results, withDocker), cancellationToken);
        var tally = TestTally.Read(results);
        Outcome.EndWith(tally.ToString());
        if (!passed || tally.Failed > 0 || tally.Passed == 0)
            throw new InvalidOperationException($"{tally}; the reports are in {results}");
    }

    // One test project at a time: those that drive clouds need the machine for themselves.
    private static string[] TestArguments(AbsolutePath results, bool withDocker) =>
    [
        "test", "--solution", "Fence.slnx", "--no-build", "--no-progress", "--max-parallel-test-modules", "1",
        "--ignore-exit-code", NoTestsMatched, "--results-directory", results, "--report-xunit-junit",
        .. withDocker ? Array.Empty<string>() : ["--filter-not-trait", "Category=docker"],
    ];
}
