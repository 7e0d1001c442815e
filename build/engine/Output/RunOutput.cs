using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// Everything that is printed goes through here, in the place of <see cref="Console.Out"/>: it is masked, kept in the run's
/// log file, and grouped by target. The target that started first is shown as it speaks; what others say meanwhile is shown,
/// whole, when their turn comes.
/// </summary>
internal sealed class RunOutput : SinkWriter
{
    private readonly Lock gate = new();
    private readonly TextWriter console;
    private readonly AsyncLocal<Channel?> current = new();
    private readonly List<Channel> open = [];
    private readonly Channel common;
    private StreamWriter? logFile;

    public RunOutput(TextWriter console)
    {
        this.console = console;
        common = new Channel(this) { IsLive = true };
    }

    public SecretMask Mask { get; } = new();

    private Channel Current => current.Value ?? common;

    public override void Write(string? value) => Current.Masking.Write(value);

    /// <summary>From now on, everything is kept in the file, too.</summary>
    public void OpenLog(string path)
    {
        lock (gate) logFile = new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <summary>Starts a group; groups are shown in the order in which they were started.</summary>
    public Channel Open()
    {
        var channel = new Channel(this);
        lock (gate)
        {
            channel.IsLive = open.Count == 0;
            open.Add(channel);
        }

        return channel;
    }

    /// <summary>From now on, what the calling flow and all it starts print belongs to the group.</summary>
    public void Enter(Channel channel) => current.Value = channel;

    /// <summary>Ends a group, and lets the next one speak.</summary>
    public void Close(Channel channel)
    {
        channel.Masking.Release();
        current.Value = null;
        lock (gate)
        {
            channel.IsClosed = true;
            // A group that is over but not yet shown is shown before a new one starts to speak.
            while (open.Find(c => c.IsLive) is null or { IsClosed: true })
            {
                open.RemoveAll(c => c is { IsLive: true, IsClosed: true });
                if (open.Count == 0) return;
                (open.Find(c => c.IsClosed) ?? open[0]).Show();
            }
        }
    }

    /// <summary>Prints what is held back because it could be the start of a secret.</summary>
    public void Release() => common.Masking.Release();

    /// <summary>Writes a line to the log file only: what the console is too quiet to say.</summary>
    public void Note(string line) => Current.Take(Mask.Apply(line) + Environment.NewLine, logOnly: true);

    /// <summary>Closes the file; what is printed afterwards is still masked.</summary>
    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            logFile?.Dispose();
            logFile = null;
        }

        base.Dispose(disposing);
    }

    private void Print(string text, bool logOnly)
    {
        if (!logOnly) console.Write(text);
        logFile?.Write(Ansi.Strip(text));
    }

    /// <summary>What one target says.</summary>
    internal sealed class Channel
    {
        private readonly RunOutput output;
        private readonly List<(string Text, bool LogOnly)> waiting = [];

        public Channel(RunOutput output)
        {
            this.output = output;
            Masking = new MaskingWriter(output.Mask, text => Take(text, logOnly: false));
        }

        public MaskingWriter Masking { get; }

        public bool IsLive { get; set; }

        public bool IsClosed { get; set; }

        public void Take(string text, bool logOnly)
        {
            lock (output.gate)
            {
                if (IsLive) output.Print(text, logOnly);
                else waiting.Add((text, logOnly));
            }
        }

        public void Show()
        {
            IsLive = true;
            foreach (var (text, logOnly) in waiting) output.Print(text, logOnly);
            waiting.Clear();
        }
    }
}
