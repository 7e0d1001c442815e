using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace Fence.Engine.Tests;

/// <summary>build.sh: compiles only where something has changed, and hands on what it is given. The .NET SDK is a stand-in here.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BootstrapScript : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/bash
        echo "$*" >> "$FAKE/log"
        case $1 in
          --version) [[ $0 == */dotnet-unix/* || ! -e $FAKE/no-sdk ]] ;;
          publish)
            [[ -e $FAKE/no-nuke && $* == *NukeEngine=package* ]] && echo 'error NU1101: Unable to find package Nuke.Common.' && exit 1
            [[ -e $FAKE/no-crossgen && $* == *ReadyToRun* ]] && echo 'error NU1101: Unable to find package crossgen2.' && exit 1
            [[ -e $FAKE/broken ]] && echo 'Build.cs(1,2): error CS1002: ; expected' && exit 1
            while [[ $1 != --output ]]; do shift; done
            mkdir -p "$2" && touch "$2/_build.dll" ;;
          *) printf '<%s>' "${@:2}"; echo; exit "$(cat "$FAKE/exit" 2>/dev/null || echo 0)" ;;
        esac
        """;

    private const string FakeCurl = """
        #!/bin/bash
        echo "curl $*" >> "$FAKE/log"
        cat > "$3" <<'SCRIPT'
        while [[ $1 != --install-dir ]]; do shift; done
        mkdir -p "$2" && cp "$FAKE/bin/dotnet" "$2/dotnet"
        SCRIPT
        """;

    private readonly string root = Directory.CreateTempSubdirectory("fence-bootstrap ").FullName;

    public BootstrapScript()
    {
        foreach (var folder in (string[])["build/obj", "src", "elsewhere", "fake/bin"]) Directory.CreateDirectory(At(folder));
        File.Copy(Path.Combine(Repository(), "build.sh"), At("build.sh"));
        File.WriteAllText(At("global.json"), "{}");
        File.WriteAllText(At("build/Build.cs"), "// the build");
        Script("fake/bin/dotnet", FakeDotnet);
        Script("fake/bin/curl", FakeCurl);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task It_compiles_once_and_says_so_in_one_line()
    {
        var first = await Run();
        var second = await Run();

        Assert.Equal((0, "building the build…\n"), (first.ExitCode, first.Error));
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(1, Published());
    }

    [Theory]
    [InlineData("build/Build.cs")]
    [InlineData("build/New.cs")]
    [InlineData("src/deep/New.cs")]
    [InlineData("global.json")]
    [InlineData("Directory.Packages.props")]
    public async Task It_compiles_again_when_a_source_is_changed_or_added(string path)
    {
        await Run();
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        await File.WriteAllTextAsync(At(path), "// changed", TestContext.Current.CancellationToken);

        await Run();

        Assert.Equal(2, Published());
    }

    [Fact]
    public async Task It_compiles_again_when_a_source_is_removed()
    {
        await File.WriteAllTextAsync(At("src/Old.cs"), "", TestContext.Current.CancellationToken);
        await Run();
        File.Delete(At("src/Old.cs"));

        await Run();

        Assert.Equal(2, Published());
    }

    [Fact]
    public async Task It_does_not_compile_again_for_what_the_compiler_makes()
    {
        await Run();
        await File.WriteAllTextAsync(At("build/obj/Made.cs"), "", TestContext.Current.CancellationToken);

        await Run();

        Assert.Equal(1, Published());
    }

    [Fact]
    public async Task A_compile_error_is_shown_and_tried_again_next_time()
    {
        Flag("broken");
        var broken = await Run();
        Assert.Equal((1, "", "building the build…\nBuild.cs(1,2): error CS1002: ; expected\nbuild.sh: the build does not compile\n"), (broken.ExitCode, broken.Output, broken.Error));

        File.Delete(At("fake/broken"));
        var repaired = await Run();
        Assert.Equal((0, 2), (repaired.ExitCode, Published()));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are_with_the_root_behind_them()
    {
        var run = await Run("a b", "", "*", "--x=$y", "\"");

        Assert.EndsWith($"<a b><><*><--x=$y><\"><--root><{root}>\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_of_ones_own_is_kept()
    {
        var run = await Run("--root", "/x");

        Assert.EndsWith("<--root></x>\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_the_builds()
    {
        await File.WriteAllTextAsync(At("fake/exit"), "130", TestContext.Current.CancellationToken);

        Assert.Equal(130, (await Run()).ExitCode);
    }

    [Fact]
    public async Task It_can_be_called_from_another_folder_and_through_links()
    {
        File.CreateSymbolicLink(At("fake/first"), "../build.sh");
        File.CreateSymbolicLink(At("elsewhere/second"), At("fake/first"));

        var run = await Run(At("elsewhere/second"), []);

        Assert.EndsWith($"<--root><{root}>\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_packs_for_code_ahead_of_time_it_compiles_without()
    {
        Flag("no-crossgen");

        var run = await Run();

        Assert.Equal((0, 2), (run.ExitCode, Published()));
    }

    [Fact]
    public async Task A_missing_SDK_is_fetched_once()
    {
        Flag("no-sdk");

        var run = await Run();
        await File.WriteAllTextAsync(At("build/New.cs"), "", TestContext.Current.CancellationToken);
        await Run();

        Assert.Equal((0, "building the build…\nfetching the .NET SDK…\n"), (run.ExitCode, run.Error));
        Assert.Equal((2, 1), (Published(), Log().Count(l => l.StartsWith("curl ", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("--engine", "nuke")]
    [InlineData("--engine=nuke")]
    public async Task The_engine_nuke_is_compiled_beside_the_built_in_one(params string[] engine)
    {
        await Run("Hello");
        var run = await Run([.. engine, "Hello"]);
        await Run("Hello");

        Assert.Contains("<Hello>", run.Output, StringComparison.Ordinal);
        Assert.Equal(["-p:NukeEngine=builtin", "-p:NukeEngine=package"], Log().Where(l => l.StartsWith("publish", StringComparison.Ordinal)).Select(l => l.Split(' ').First(w => w.StartsWith("-p:NukeEngine", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_feed_without_NUKE_is_told_in_one_line()
    {
        Flag("no-nuke");

        var run = await Run("--engine", "nuke");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("build.sh: the package feed has no Nuke.Common 10.1.0; without --engine nuke the built-in engine runs the same targets", run.Error.Split('\n')[1]);
    }

    [Theory]
    [InlineData("there is no engine 'steam'; there are builtin and nuke", "--engine", "steam")]
    [InlineData("--engine needs a value: builtin or nuke", "--engine")]
    public async Task Another_engine_is_refused(string reason, params string[] arguments)
    {
        var run = await Run(arguments);

        Assert.Equal((1, $"build.sh: {reason}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Of_two_at_once_one_compiles_and_both_run()
    {
        var runs = await Task.WhenAll(Run("one"), Run("two"));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(1, Published());
    }

    [Fact]
    public async Task The_benchmark_of_the_start_measures_each_way_and_compiles_before_it_does()
    {
        Directory.CreateDirectory(At("benchmarks"));
        File.Copy(Path.Combine(Repository(), "benchmarks", "start.sh"), At("benchmarks/start.sh"));

        var run = await Run(At("benchmarks/start.sh"), ["3"]);

        Assert.Equal(0, run.ExitCode);
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["3 runs, in seconds", "./build.sh --help", "./build.sh --plan", "the started program alone"], rows.Select(row => row[..28].TrimEnd()));
        Assert.All(rows[1..], row => Assert.Matches(@"^.{28}( +\d+\.\d{3}){3}$", row));
        Assert.Equal(1, Published());
    }

    [Fact]
    public async Task Of_what_was_compiled_long_ago_only_the_last_three_are_kept()
    {
        for (var day = 1; day <= 5; day++)
        {
            var old = Directory.CreateDirectory(At($".nuke/temp/build/builtin-{day}"));
            old.LastWriteTimeUtc = new DateTime(2020, 1, day, 0, 0, 0, DateTimeKind.Utc);
        }

        await Run();

        var kept = Directory.GetDirectories(At(".nuke/temp/build")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, kept.Count);
        Assert.Contains("builtin-5", kept);
        Assert.Contains("builtin-4", kept);
    }

    private Task<RunResult> Run(params string[] arguments) => Run(At("build.sh"), arguments);

    private async Task<RunResult> Run(string script, string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = At("elsewhere"),
        };
        start.Environment["FAKE"] = At("fake");
        start.Environment["PATH"] = $"{At("fake/bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    private int Published() => Log().Count(l => l.StartsWith("publish ", StringComparison.Ordinal));

    private string[] Log() => File.ReadAllLines(At("fake/log"));

    private string At(string path) => Path.Combine(root, path);

    private void Flag(string name) => File.WriteAllText(At($"fake/{name}"), "");

    private void Script(string path, string text)
    {
        File.WriteAllText(At(path), text);
        File.SetUnixFileMode(At(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Repository([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
