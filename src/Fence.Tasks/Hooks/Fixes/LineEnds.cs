using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Ends lines with LF alone.</summary>
internal sealed class LineEnds : IHookFix
{
    public string Code => "FH008";

    public string Mend(string text, Brand brand)
    {
        // CR CR LF is what two conversions leave.
        var mended = text;
        while (mended.Contains("\r\n", StringComparison.Ordinal))
            mended = mended.Replace("\r\n", "\n", StringComparison.Ordinal);
        return mended;
    }
}
