using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Takes the mark away that editors on Windows put before a text.</summary>
internal sealed class ByteOrderMark : IHookFix
{
    public string Code => "FH005";

    public string Mend(string text, Brand brand) => text.TrimStart('\uFEFF');
}
