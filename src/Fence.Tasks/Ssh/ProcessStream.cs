using System.Diagnostics;

namespace Fence.Tasks.Ssh;

/// <summary>A process as a stream: what is written is its standard input, what is read its standard output.</summary>
internal sealed class ProcessStream : Stream
{
    private readonly Process process;
    private readonly Task<string> errors;

    public ProcessStream(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Output.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => Output.Read(buffer);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Output.ReadAsync(buffer, cancellationToken);
        if (read > 0 || buffer.Length == 0)
            return read;

        // The end of the output is only an orderly end when the process says so; what it wrote to standard error is the reason.
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new IOException((await errors.WaitAsync(cancellationToken)).Trim() is { Length: > 0 } reason
                ? reason
                : $"the connection's process ended with exit code {process.ExitCode}");

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Input.Write(buffer, offset, count);
        Input.Flush();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Input.WriteAsync(buffer, cancellationToken);
        await Input.FlushAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => Input.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Input.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private Stream Input => process.StandardInput.BaseStream;

    private Stream Output => process.StandardOutput.BaseStream;
}
