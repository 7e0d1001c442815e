namespace Fence.MicroCloud;

/// <summary>Several things at once, of which the first that fails ends the others.</summary>
internal static class Together
{
    /// <summary>Waits for all tasks; when one fails, cancels the rest, waits for them, and throws what the first one threw.</summary>
    /// <param name="stop">The source that the tasks listen to.</param>
    /// <param name="tasks">The tasks, running already.</param>
    public static async Task RunAsync(CancellationTokenSource stop, params IReadOnlyCollection<Task> tasks)
    {
        Task? failed = null;
        await foreach (var task in Task.WhenEach(tasks))
        {
            if (task.IsCompletedSuccessfully || failed is not null)
                continue;
            failed = task;
            await stop.CancelAsync();
        }

        if (failed is not null)
            await failed;
    }
}
