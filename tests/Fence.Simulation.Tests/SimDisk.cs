using Fence.Tasks.Diagnostics;
using Fence.Tasks.Rollouts;

namespace Fence.Simulation.Tests;

/// <summary>The disk of the machine that runs pipelines: what is on it stays when a process is killed, and a line that was being written stays torn.</summary>
internal sealed class SimDisk
{
    public string Text { get; set; } = "";

    public bool IsFull { get; set; }
}

/// <summary>The journal on that disk as a process sees it.</summary>
internal sealed class SimJournal(SimDisk disk, SimProcess process, World world) : IAppendFile
{
    public Task<string> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(disk.Text);

    public async Task ReplaceAsync(string text, CancellationToken cancellationToken)
    {
        await WaitAsync();
        ThrowIfFull();
        disk.Text = text;
    }

    public async Task AppendAsync(string text, CancellationToken cancellationToken)
    {
        ThrowIfFull();
        var torn = world.Chance.Next(text.Length);
        disk.Text += text[..torn];
        await WaitAsync();
        disk.Text += text[torn..];
    }

    private Task WaitAsync()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.After(world.Between(0.001, 0.02), () =>
        {
            if (process.IsAlive)
                written.TrySetResult();
        });
        return written.Task;
    }

    private void ThrowIfFull()
    {
        if (disk.IsFull)
            throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error("SIM02", "no space left on this machine's disk"));
    }
}
