using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fence.Engine.Tests;

/// <summary>The sample build as a process, with a root folder and an environment of its own.</summary>
internal sealed partial class SampleProgram : IDisposable
{
    private string program = Path.Combine(AppContext.BaseDirectory, "Fence.Engine.Sample.dll");

    public SampleProgram() => Directory.CreateDirectory(Path.Combine(Root, ".nuke"));

    public string Root { get; } = Directory.CreateTempSubdirectory("fence-engine-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Writes a file under the root.</summary>
    public SampleProgram With(string path, string text)
    {
        File.WriteAllText(Path.Combine(Root, path), text);
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    public Task<RunResult> Run(params string[] arguments) => Run(arguments, onOutput: null, TestContext.Current.CancellationToken);

    /// <summary>Runs another program in its place.</summary>
    public Task<RunResult> RunProgram(string program, params string[] arguments)
    {
        this.program = program;
        return Run(arguments);
    }

    /// <summary>Runs it to its end, and looks at each line of its standard output as it comes.</summary>
    public async Task<RunResult> Run(string[] arguments, Action<Process, string>? onOutput, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(arguments) };
        process.Start();
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = new StringWriter();
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                output.WriteLine(line);
                onOutput?.Invoke(process, line);
            }

            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, output.ToString(), await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The text without what differs from run to run.</summary>
    public string Normalize(string text)
    {
        text = text.Replace(Root, "{root}", StringComparison.Ordinal).Replace(Path.GetFileName(Root), "{root}", StringComparison.Ordinal);
        text = Moment().Replace(text, "{date} {time}");
        text = Clock().Replace(text, "{time}");
        text = SectionTime().Replace(text, ":{seconds}:");
        return Duration().Replace(text, "m:ss");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>How it is started.</summary>
    public ProcessStartInfo Start(string[] arguments)
    {
        // A shell lets its background jobs ignore Ctrl-C, and what they start inherits that; here it must be heard.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Root,
        };

        // The build looks into the environment, so it gets none of the caller's but what a program needs to start.
        string[] kept = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT"];
        foreach (var name in start.Environment.Keys.Except(kept, StringComparer.Ordinal).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return start;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d\d:\d\d:\d\d")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<=section_(?:start|end)):\d+:")]
    private static partial Regex SectionTime();

    [GeneratedRegex(@"(?<= )(?:< 1s|\d:\d\d)(?=\r?$|   //| \|)", RegexOptions.Multiline)]
    private static partial Regex Duration();
}

/// <summary>What a process has left behind.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>The targets that were run, in the order in which they are shown.</summary>
    public IReadOnlyList<string> Targets =>
        [.. Output.Split('\n').Where(l => l.StartsWith("══ ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1])];

    /// <summary>A target's status in the table at the end.</summary>
    public string Status(string target) => Row(target)[1];

    /// <summary>What stands behind a target's line in the table.</summary>
    public string Note(string target) => string.Join(' ', Row(target).SkipWhile(w => w != "//").Skip(1));

    private string[] Row(string target) => Output[Output.IndexOf("\nTarget ", StringComparison.Ordinal)..].Split('\n')
        .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .First(words => words.FirstOrDefault() == target);
}
