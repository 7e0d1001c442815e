namespace Fence.Tasks.Docker;

/// <summary>
/// Content that is written and not read: who sends it has it written straight to the connection. A pipe between the two would copy each byte
/// once more, and wake a thread for each piece of it.
/// </summary>
/// <param name="write">Writes it; called once.</param>
internal sealed class WrittenStream(Func<Stream, CancellationToken, Task> write) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => write(destination, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
