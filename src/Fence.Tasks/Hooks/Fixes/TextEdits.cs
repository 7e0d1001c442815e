using System.Text;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>What is to be put where into a text.</summary>
internal sealed class TextEdits(string text)
{
    private readonly List<(int At, int Length, string New)> edits = [];

    public void Insert(int at, string what) => edits.Add((at, 0, what));

    public void Replace(int from, int to, string what) => edits.Add((from, to - from, what));

    /// <summary>The text with all of it; from the end, so that places stay right.</summary>
    public string Apply()
    {
        var edited = new StringBuilder(text);
        foreach (var (at, length, what) in edits.OrderByDescending(edit => edit.At))
            edited.Remove(at, length).Insert(at, what);
        return edited.ToString();
    }
}
