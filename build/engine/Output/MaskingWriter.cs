namespace Nuke.Common.Execution;

/// <summary>A writer that replaces secrets, also those that are written in pieces.</summary>
/// <param name="mask">The secrets.</param>
/// <param name="write">Takes the masked text.</param>
internal sealed class MaskingWriter(SecretMask mask, Action<string> write) : SinkWriter
{
    private readonly Lock gate = new();
    private string held = "";

    public override void Write(string? value)
    {
        lock (gate)
        {
            var text = mask.Apply(held + value);
            var tail = mask.UnfinishedTail(text);
            held = text[^tail..];
            if (tail < text.Length) write(text[..^tail]);
        }
    }

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
