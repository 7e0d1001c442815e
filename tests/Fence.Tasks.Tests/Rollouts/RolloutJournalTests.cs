using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class RolloutJournalTests : IDisposable
{
    private static readonly PublishedImage Image = new()
    {
        Registry = "r:5000", Repository = "a/b", Tag = "1", Digest = "sha256:d", ImageId = "sha256:i",
    };

    private readonly HeldFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_note_is_on_the_disk_when_it_is_done_and_notes_meanwhile_go_there_together()
    {
        var journal = await OpenAsync();

        var first = journal.NoteAsync(JournalStep.NodeDone, "dea-1");
        var others = Task.WhenAll(journal.NoteAsync(JournalStep.NodeDone, "dea-2"), journal.NoteAsync(JournalStep.NodeFailed, "dea-3"));
        Assert.False(first.IsCompleted);
        file.GoOn();
        await first;
        Assert.False(others.IsCompleted);
        file.GoOn();
        await others;

        Assert.Equal(["dea-1", "dea-2 dea-3"], file.Appended.Select(NamesIn));
        Assert.Equal(["dea-1", "dea-2", "dea-3"], journal.Entries.Skip(1).Select(entry => entry.Name!));
    }

    [Fact]
    public async Task A_disk_that_fails_fails_all_that_was_to_go_there()
    {
        var journal = await OpenAsync();

        var first = journal.NoteAsync(JournalStep.NodeDone, "dea-1");
        var second = journal.NoteAsync(JournalStep.NodeDone, "dea-2");
        file.Fail();

        await Assert.ThrowsAsync<FenceException>(() => first);
        await Assert.ThrowsAsync<FenceException>(() => second);
        Assert.Single(journal.Entries);
    }

    private static string NamesIn(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JournalEntry.Parse(line)!.Name));

    private Task<RolloutJournal> OpenAsync() => RolloutJournal.OpenAsync(
        Image, "live", file, new InMemoryCluster(), new RecordedEvents(), new FakeTimeProvider(), TestContext.Current.CancellationToken);

    /// <summary>A disk on which each append waits until the test lets it go on.</summary>
    private sealed class HeldFile : IAppendFile, IDisposable
    {
        private readonly SemaphoreSlim turns = new(0);
        private bool isFull;

        public List<string> Appended { get; } = [];

        public void GoOn() => turns.Release();

        public void Fail()
        {
            isFull = true;
            GoOn();
        }

        public Task<string> ReadAsync(CancellationToken cancellationToken) => Task.FromResult("");

        public Task ReplaceAsync(string text, CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task AppendAsync(string text, CancellationToken cancellationToken)
        {
            await turns.WaitAsync(cancellationToken);
            if (isFull)
                throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error("FO030", "full"));
            Appended.Add(text);
        }

        public void Dispose() => turns.Dispose();
    }
}
