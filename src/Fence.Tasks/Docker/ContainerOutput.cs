using System.Text;
using Docker.DotNet;

namespace Fence.Tasks.Docker;

/// <summary>Reads what a command in a container prints, line by line, until it has ended.</summary>
internal sealed class ContainerOutput(DockerClient docker, string execution, MultiplexedStream stream, Action<ContainerLine> tell, TimeProvider clock)
{
    // A process that the command left behind keeps the stream open, so its end says nothing: the engine is asked.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly LineReader output = new(text => tell(new ContainerLine(IsError: false, text)));
    private readonly LineReader errors = new(text => tell(new ContainerLine(IsError: true, text)));

    /// <summary>Reads to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadLinesAsync(ended.Token);
        while (!reading.IsCompleted && await IsRunningAsync(cancellationToken))
            await Task.WhenAny(reading, Task.Delay(Interval, clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();

        // What it printed last is on its way still.
        await Task.WhenAny(reading, Task.Delay(Interval, clock, cancellationToken));
        if (!reading.IsCompleted)
            await ended.CancelAsync();
        await EndAsync(reading, cancellationToken);
        output.End();
        errors.End();
        return (int)((await docker.Exec.InspectContainerExecAsync(execution, cancellationToken)).ExitCode ?? -1);
    }

    private static async Task EndAsync(Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A process that was left behind may print more; nobody waits for that.
            return;
        }
    }

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await docker.Exec.InspectContainerExecAsync(execution, cancellationToken)).Running;

    private async Task ReadLinesAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
            (read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output).Take(buffer.AsSpan(0, read.Count));
    }

    /// <summary>Makes lines of bytes; a line of any length is told in pieces.</summary>
    private sealed class LineReader(Action<string> tell)
    {
        private const int LongestLine = 4096;

        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
        private readonly StringBuilder line = new();

        public void Take(ReadOnlySpan<byte> bytes)
        {
            Span<char> characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            foreach (var character in characters[..decoder.GetChars(bytes, characters, flush: false)])
            {
                if (character == '\n' || line.Length >= LongestLine)
                    Tell();
                if (character != '\n')
                    line.Append(character);
            }
        }

        public void End()
        {
            if (line.Length > 0)
                Tell();
        }

        private void Tell()
        {
            tell(line.ToString().TrimEnd('\r'));
            line.Clear();
        }
    }
}
