using System.Collections.Concurrent;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Fakes;

internal sealed class RecordedEvents : IRunEvents
{
    private readonly ConcurrentQueue<RunEvent> all = new();

    public IReadOnlyList<RunEvent> All => [.. all];

    public IReadOnlyList<string> Lines => [.. all.SelectMany(EventText.Lines)];

    public void Tell(RunEvent happened) => all.Enqueue(happened);
}
