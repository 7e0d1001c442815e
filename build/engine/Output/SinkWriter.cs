using System.Text;

namespace Nuke.Common.Execution;

/// <summary>A writer that hands on each text as a whole, a line with its end.</summary>
internal abstract class SinkWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public abstract override void Write(string? value);
}
