using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>What a rollout has done, step by step, so that one that was interrupted goes on where it was.</summary>
/// <remarks>
/// It is a help and not a proof: what a node has is always asked of the node. A copy is left on the Core node after each wave, for a run
/// on another machine.
/// </remarks>
public sealed class RolloutJournal
{
    /// <summary>The name of the copy.</summary>
    public const string CopyName = "journal";

    private readonly IAppendFile file;
    private readonly ICoreFiles core;
    private readonly IRunEvents events;
    private readonly TimeProvider clock;

    // Nodes end at the same time, and lines must not mix. What comes while the disk is busy is written together, in order: a flush for
    // each of thousands of nodes would hold all of them up.
    private readonly Lock gate = new();
    private Batch? open;
    private Task last = Task.CompletedTask;
    private ImmutableList<JournalEntry> entries = [];

    private RolloutJournal(IAppendFile file, ICoreFiles core, IRunEvents events, TimeProvider clock)
    {
        this.file = file;
        this.core = core;
        this.events = events;
        this.clock = clock;
    }

    /// <summary>Whether it goes on from an interrupted rollout.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>The lines there are.</summary>
    public ImmutableList<JournalEntry> Entries => entries;

    /// <summary>Opens it: goes on with the one that is there if it is about this image, and has not ended; else begins a new one.</summary>
    /// <param name="image">The image that is rolled out.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="file">The file on this machine.</param>
    /// <param name="core">Where the copy is.</param>
    /// <param name="events">Where it tells what happens.</param>
    /// <param name="clock">Gives the time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">This machine's disk failed.</exception>
    public static async Task<RolloutJournal> OpenAsync(
        PublishedImage image, string cluster, IAppendFile file, ICoreFiles core, IRunEvents events, TimeProvider clock, CancellationToken cancellationToken)
    {
        var journal = new RolloutJournal(file, core, events, clock);
        var found = Read(await file.ReadAsync(cancellationToken));
        if (!IsOf(image, cluster, found))
            found = Read(await journal.CopyOrNothingAsync(cancellationToken));
        journal.IsResumed = IsOf(image, cluster, found);
        journal.entries = journal.IsResumed
            ? found.Add(new JournalEntry { Step = JournalStep.Resumed, At = clock.GetUtcNow() })
            : [new JournalEntry { Step = JournalStep.Begun, At = clock.GetUtcNow(), Image = image.PinnedReference, ImageId = image.ImageId, Cluster = cluster }];

        // Written whole, which takes away a line that a crash has torn.
        await file.ReplaceAsync(string.Concat(journal.entries.Select(entry => entry.ToLine())), cancellationToken);
        return journal;
    }

    /// <summary>When a wave had ended; null when it has not.</summary>
    public DateTimeOffset? EndOf(RolloutWave wave) =>
        entries.LastOrDefault(entry => entry.Step == JournalStep.WaveDone && entry.Name == wave.Name)?.At;

    /// <summary>Whether nothing was done on a wave's nodes: they all had the image.</summary>
    public bool IsUntouched(RolloutWave wave) =>
        !entries.Any(entry => entry.Step == JournalStep.NodeDone && wave.Nodes.Any(node => node.Name == entry.Name));

    /// <summary>Notes a step; it is on the disk when this returns.</summary>
    /// <exception cref="FenceException">This machine's disk failed.</exception>
    public Task NoteAsync(JournalStep step, string? name = null, string? text = null)
    {
        var entry = new JournalEntry { Step = step, At = clock.GetUtcNow(), Name = name, Text = text };
        Task before;
        Batch batch;
        lock (gate)
        {
            if (open is not null)
                return open.Add(entry);
            (before, batch) = (last, open = new Batch());
            last = batch.Add(entry);
        }

        return WriteAfterAsync(before, batch);
    }

    /// <summary>Leaves a copy on the Core node; one that cannot be left is told, and ends nothing.</summary>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await core.WriteAsync(CopyName, string.Concat(entries.Select(entry => entry.ToLine())), lockToken: null, cancellationToken);
        }
        catch (FenceException failure)
        {
            events.Tell(new DiagnosticFound(Diagnostic.Warning("FO031", $"no copy of the journal could be left on the Core node: {failure.Message}")));
        }
    }

    // Lines up to the first that is torn or not understood: what stands behind one may have been written in another order.
    private static ImmutableList<JournalEntry> Read(string text) =>
        [.. text.Split('\n')[..^1].Select(JournalEntry.Parse).TakeWhile(entry => entry is not null).Select(entry => entry!)];

    private static bool IsOf(PublishedImage image, string cluster, ImmutableList<JournalEntry> entries) =>
        !entries.IsEmpty
        && entries[0] is { Step: JournalStep.Begun } first
        && first.Image == image.PinnedReference && first.ImageId == image.ImageId && first.Cluster == cluster
        && entries[^1].Step != JournalStep.Ended;

    private async Task WriteAfterAsync(Task before, Batch batch)
    {
        try
        {
            await before;
            lock (gate)
                open = null;
            await file.AppendAsync(string.Concat(batch.Entries.Select(entry => entry.ToLine())), CancellationToken.None);
            entries = entries.AddRange(batch.Entries);
            batch.End(failure: null);
        }
        catch (FenceException failure)
        {
            batch.End(failure);
            throw;
        }
    }

    private async Task<string> CopyOrNothingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await core.ReadAsync(CopyName, cancellationToken);
        }
        catch (FenceException)
        {
            return ""; // Without it, the rollout only begins at the first wave again, and asks every node.
        }
    }

    /// <summary>Lines that go to the disk together.</summary>
    private sealed class Batch
    {
        private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<JournalEntry> Entries { get; } = [];

        public Task Add(JournalEntry entry)
        {
            Entries.Add(entry);
            return written.Task;
        }

        public void End(FenceException? failure)
        {
            if (failure is null)
                written.SetResult();
            else
                written.SetException(failure);
        }
    }
}
