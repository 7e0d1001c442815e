namespace Fence.Tasks.Runs;

/// <summary>
/// Bounds how many nodes are connected at a time. A node stays connected when nothing is asked of it, so that the next question needs no
/// new connection; when another one needs its place, the one that was asked longest ago is disconnected.
/// </summary>
/// <param name="limit">How many nodes at a time.</param>
public sealed class ConnectionBudget(int limit)
{
    private readonly Lock gate = new();
    private readonly LinkedList<ConnectionPlace> idle = [];
    private readonly Queue<TaskCompletionSource> waiting = [];
    private int connected;

    /// <summary>No bound.</summary>
    public static ConnectionBudget Unlimited { get; } = new(int.MaxValue);

    /// <summary>Makes a node known; it is not connected yet.</summary>
    /// <param name="disconnect">Ends its connections; the next question makes new ones.</param>
    public ConnectionPlace PlaceFor(Func<ValueTask> disconnect) => new(this, disconnect);

    /// <summary>Gives a node a place, once there is one, and keeps it until it has left as often as it has entered.</summary>
    internal async ValueTask EnterAsync(ConnectionPlace place, CancellationToken cancellationToken)
    {
        while (true)
        {
            ConnectionPlace? leaving;
            TaskCompletionSource? turn = null;
            lock (gate)
            {
                if (TryEnter(place, out leaving))
                    place.Users++;
                else
                    waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (turn is null)
            {
                await PrepareAsync(place, leaving);
                return;
            }

            await WaitAsync(turn, cancellationToken);
        }
    }

    private async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Whose turn it was and who has given up leaves it to the next one.
            if (!turn.TrySetCanceled(cancellationToken))
            {
                lock (gate)
                    CallNext();
            }

            throw;
        }
    }

    private void CallNext()
    {
        while (waiting.TryDequeue(out var turn))
        {
            if (turn.TrySetResult())
                return;
        }
    }

    internal void Leave(ConnectionPlace place)
    {
        lock (gate)
        {
            if (--place.Users > 0)
                return;
            idle.AddLast(place.InIdle);
            CallNext();
        }
    }

    private bool TryEnter(ConnectionPlace place, out ConnectionPlace? leaving)
    {
        leaving = null;
        if (place.HasPlace)
        {
            if (place.Users == 0)
                idle.Remove(place.InIdle);
            return true;
        }

        if (connected < limit)
        {
            connected++;
        }
        else if (idle.First is { } longest)
        {
            // Whoever asks this node, too, has to wait until there is room; and the one that leaves may only come back when it has left.
            leaving = longest.Value;
            idle.Remove(longest);
            leaving.HasPlace = false;
            leaving.Left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            place.Room = leaving.Left.Task;
        }
        else
        {
            return false;
        }

        place.HasPlace = true;
        return true;
    }

    private async Task PrepareAsync(ConnectionPlace place, ConnectionPlace? leaving)
    {
        try
        {
            if (leaving is not null)
                await leaving.DisconnectAsync();
            await Task.WhenAll(place.Room, place.Left.Task);
        }
        catch
        {
            Leave(place);
            throw;
        }
    }
}

/// <summary>A node's place among those that are connected.</summary>
public sealed class ConnectionPlace
{
    private readonly ConnectionBudget budget;
    private readonly Func<ValueTask> disconnect;

    internal ConnectionPlace(ConnectionBudget budget, Func<ValueTask> disconnect)
    {
        this.budget = budget;
        this.disconnect = disconnect;
        InIdle = new LinkedListNode<ConnectionPlace>(this);
        Left = new TaskCompletionSource();
        Left.SetResult();
    }

    internal LinkedListNode<ConnectionPlace> InIdle { get; }

    internal bool HasPlace { get; set; }

    internal int Users { get; set; }

    /// <summary>Ends when the node whose place this one got has left.</summary>
    internal Task Room { get; set; } = Task.CompletedTask;

    /// <summary>Ends when this node has left, after it had to give its place away.</summary>
    internal TaskCompletionSource Left { get; set; }

    internal async Task DisconnectAsync()
    {
        var left = Left;
        try
        {
            await disconnect();
        }
        finally
        {
            left.SetResult();
        }
    }

    /// <summary>Asks the node something, connected; waits while as many others are being asked as may be connected.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> UseAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await budget.EnterAsync(this, cancellationToken);
        try
        {
            return await ask();
        }
        finally
        {
            budget.Leave(this);
        }
    }
}
