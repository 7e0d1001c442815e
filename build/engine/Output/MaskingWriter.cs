using System.Text;

namespace Nuke.Common.Execution;

/// <summary>A writer that replaces secrets, also those that are written in pieces.</summary>
/// <param name="mask">The secrets.</param>
/// <param name="write">Takes the masked text.</param>
internal sealed class MaskingWriter(SecretMask mask, Action<string> write) : TextWriter
{
    private readonly Lock gate = new();
    private string held = "";

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        lock (gate)
        {
            var text = mask.Apply(held + value);
            var tail = mask.UnfinishedTail(text);
            held = text[^tail..];
            if (tail < text.Length) write(text[..^tail]);
        }
    }

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    /// <summary>Lets go of what could have become a secret and has not.</summary>
    public void Release()
    {
        lock (gate)
        {
            if (held.Length > 0) write(held);
            held = "";
        }
    }
}
