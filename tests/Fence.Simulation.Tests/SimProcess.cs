namespace Fence.Simulation.Tests;

/// <summary>A run of the pipeline: all its code runs here, step by step, with a clock of its own; when it is killed, nothing of it goes on.</summary>
internal sealed class SimProcess(World world, string name) : SynchronizationContext
{
    public string Name => name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>After how many more steps it is killed, at whatever await that is; null when it is not.</summary>
    public int? StepsToLive { get; set; }

    /// <summary>What the process hands to all that it does: cancelled by Ctrl-C.</summary>
    public CancellationToken Interrupted => interruption.Token;

    /// <summary>Whether it is one that goes back to an earlier image.</summary>
    public bool IsRollback { get; init; }

    /// <summary>How it ended; null while it runs, and for ever once it is killed.</summary>
    public Exception? Failure { get; private set; }

    public bool HasEnded { get; private set; }

    public TimeProvider Clock => clock ??= new ProcessClock(world, this);

    private ProcessClock? clock;
    private readonly CancellationTokenSource interruption = new();

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        if (!IsAlive || HasEnded)
            return;
        world.Note(name, "INTERRUPTED");
        Run(interruption.Cancel);
    }

    /// <summary>A pause of everything in it, such as of a virtual machine that is moved: work that comes meanwhile waits.</summary>
    public bool IsPaused { get; private set; }

    private readonly Queue<(SendOrPostCallback Work, object? State)> held = new();

    public void Start(Func<Task> main) => Post(_ => Watch(main()), null);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsAlive)
            return;
        if (IsPaused)
            held.Enqueue((d, state));
        else
            world.Post(this, d, state);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new InvalidOperationException("the code under test waits for a thread");

    public void Run(Action act)
    {
        if (!IsAlive)
            return;
        if (IsPaused)
        {
            held.Enqueue((_ => act(), null));
            return;
        }

        SetSynchronizationContext(this);
        try
        {
            act();
        }
        finally
        {
            SetSynchronizationContext(null);
        }

        if (StepsToLive is { } steps && (StepsToLive = steps - 1) <= 0)
            Kill("KILLED");
    }

    public void Kill(string how)
    {
        if (!IsAlive || HasEnded)
            return;
        IsAlive = false;
        world.Note(name, how);
    }

    public void PauseFor(TimeSpan time)
    {
        if (!IsAlive || IsPaused)
            return;
        world.Note(name, FormattableString.Invariant($"PAUSED for {time.TotalSeconds:0} s"));
        IsPaused = true;
        world.After(time, () =>
        {
            IsPaused = false;
            while (held.TryDequeue(out var work))
                world.Post(this, work.Work, work.State);
        });
    }

    private async void Watch(Task main)
    {
        try
        {
            await main;
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        HasEnded = true;
        world.Note(name, Failure is null ? "ended well" : $"ended: {Failure.GetType().Name}: {Failure.Message}");
    }

    private sealed class ProcessClock(World world, SimProcess process) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => world.Now;

        public override DateTimeOffset GetUtcNow() => World.Beginning.AddTicks(world.Now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ProcessTimer(world, process, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class ProcessTimer(World world, SimProcess process, Action act) : ITimer
    {
        private SimTimer? set;
        private int rounds;
        private bool isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (isDisposed)
                return false;
            if (set is not null)
                set.IsSet = false;
            var round = ++rounds;

            // A process that is paused gets to it later, when it may have been taken back.
            set = dueTime == Timeout.InfiniteTimeSpan ? null : world.After(dueTime, () => process.Run(() =>
            {
                if (round == rounds)
                    act();
            }));
            return true;
        }

        public void Dispose()
        {
            Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            isDisposed = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
