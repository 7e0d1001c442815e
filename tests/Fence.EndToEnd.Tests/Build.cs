using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Fence.EndToEnd.Tests;

/// <summary><c>./build.sh</c>, run as a user runs it.</summary>
internal static class Build
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<BuildResult> RunAsync(Workspace workspace, params string[] arguments)
    {
        await using var running = Start(workspace, environment: null, arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs it with something changed in its environment.</summary>
    public static async Task<BuildResult> RunAsync(Workspace workspace, Action<IDictionary<string, string?>> environment, params string[] arguments)
    {
        await using var running = Start(workspace, environment, arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts it, and returns while it runs.</summary>
    public static RunningBuild Start(Workspace workspace, Action<IDictionary<string, string?>>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Repository.Root, "build.sh"), "--root", workspace.Root, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workspace.Root,
        };

        // What the machine that runs these tests says of itself must not change what is tested.
        foreach (var name in new[] { "CI", "GITHUB_ACTIONS", "GITHUB_TOKEN", "CLUSTER", "IMAGE_TAG", "DEAS" })
            start.Environment.Remove(name);
        environment?.Invoke(start.Environment);
        return new RunningBuild(Process.Start(start)!);
    }
}

/// <summary>What it printed, and its exit code.</summary>
internal sealed record BuildResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with all that was printed, where the exit code is another one.</summary>
    public BuildResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, string.Create(CultureInfo.InvariantCulture, $"exit code {ExitCode}, and not {exitCode}:\n{Output}\n{Error}"));
        return this;
    }
}

/// <summary>A build that runs.</summary>
internal sealed class RunningBuild : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> error = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);

    public RunningBuild(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task<BuildResult> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new BuildResult(process.ExitCode, string.Join('\n', output), string.Join('\n', error));
    }

    /// <summary>Waits until it prints a line that holds a text.</summary>
    public async Task PrintsAsync(string text)
    {
        var seen = awaited.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (output.Any(line => line.Contains(text, StringComparison.Ordinal)))
            seen.TrySetResult();
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(seen.Task, ended);
        Assert.True(seen.Task.IsCompleted, $"it ended without printing '{text}':\n{string.Join('\n', output)}\n{string.Join('\n', error)}");
    }

    /// <summary>Does what Ctrl-C at a terminal does.</summary>
    public async Task InterruptAsync() => await Shell.RunAsync("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Does what <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        await Shell.RunAsync("kill", "-KILL", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null)
            return;

        lines.Enqueue(line);
        foreach (var (text, seen) in awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                seen.TrySetResult();
        }
    }
}
