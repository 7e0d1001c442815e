using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Definition;
using Fence.Tasks.Hooks;

namespace Fence.Benchmarks;

/// <summary>1,000 hooks, judged by own rules and by ShellCheck: those that ship and those of the corpus, each made different from the others.</summary>
internal static class HookValidationBenchmark
{
    private const int Hooks = 1000;
    private const int Rounds = 5;
    private const double MostSeconds = 1;
    private const double LeastRatio = 10;

    /// <summary>Measures both, prints both; 0 when the goals are met, 1 when not.</summary>
    public static async Task<int> RunAsync(string root)
    {
        var scripts = Read(root);
        var bytes = scripts.Sum(script => script.Bytes.Length);
        Say($"{Hooks} hooks, {bytes / 1024} KiB, {Environment.ProcessorCount} processors");

        var first = Judge(scripts);
        Say($"own rules, first round, in a new process   {Seconds(first)}");
        var times = Enumerable.Range(0, Rounds).Select(_ => Judge(scripts)).Order().ToList();
        Say($"own rules, median of {Rounds} more rounds         {Seconds(times[Rounds / 2])}");

        var isFast = first <= MostSeconds;
        Say($"goal: at most {MostSeconds:0} s, first round             {(isFast ? "met" : "MISSED")}");
        if (await ShellCheckAsync(scripts) is not { } others)
        {
            Say("ShellCheck is not installed: nothing to compare with");
            return isFast ? 0 : 1;
        }

        Say($"ShellCheck, the same hooks, one process    {Seconds(others)}");
        // The first round carries what a process spends once, whatever the number of hooks; both are shown.
        var ratio = others / times[Rounds / 2];
        Say(string.Create(CultureInfo.InvariantCulture, $"ShellCheck takes {others / first:0.0} times as long as the first round, {ratio:0.0} times as long as the median"));
        Say(string.Create(CultureInfo.InvariantCulture, $"goal: at most a tenth of ShellCheck's time  {(ratio >= LeastRatio ? "met" : "MISSED")}, by the median"));
        return isFast && ratio >= LeastRatio ? 0 : 1;
    }

    private static ImmutableArray<HookScript> Read(string root)
    {
        var shipped = Files(root, "hooks");
        var corpus = Files(root, "tests/corpus/hooks");
        // Every second one is one that ships: those of the corpus are shorter than hooks are.
        return [.. Enumerable.Range(0, Hooks).Select(number =>
            Script(number, number % 2 == 0 ? shipped[number / 2 % shipped.Count] : corpus[number / 2 % corpus.Count]))];
    }

    private static List<byte[]> Files(string root, string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, folder))
            .Where(file => !file.EndsWith(".expected", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    private static HookScript Script(int number, byte[] text) => new()
    {
        Name = HookName.PreRunning,
        Path = $"hook-{number}",
        Bytes = [.. text, .. Encoding.UTF8.GetBytes($"\n# hook {number}\n")],
        IsExecutable = true,
    };

    private static double Judge(ImmutableArray<HookScript> scripts)
    {
        var surroundings = new HookSurroundings(Brand.Helion);
        var started = Stopwatch.GetTimestamp();
        var findings = 0;
        foreach (var script in scripts)
            findings += HookValidator.Validate(new HookFolder("", Exists: true, [script]), surroundings).Diagnostics.Length;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return findings > 0 ? seconds : throw new InvalidOperationException("the rules found nothing, so nothing was measured");
    }

    private static async Task<double?> ShellCheckAsync(ImmutableArray<HookScript> scripts)
    {
        var folder = Directory.CreateTempSubdirectory("fence-benchmark-").FullName;
        try
        {
            foreach (var script in scripts)
                await File.WriteAllBytesAsync(Path.Combine(folder, script.Path), [.. script.Bytes]);
            var started = Stopwatch.GetTimestamp();
            // As ValidateHooks calls it.
            await Cli.Wrap("shellcheck")
                .WithArguments(["--format=json1", "--severity=warning", "--", .. scripts.Select(script => script.Path)])
                .WithWorkingDirectory(folder)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds,8:0.000} s");

    private static void Say(string line) => Console.WriteLine(line);
}
