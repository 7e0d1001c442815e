using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>The fixes, and what they make of a hook.</summary>
public static class HookFixes
{
    private const int MostRounds = 4;

    /// <summary>The fixes of a file, which need not understand its commands.</summary>
    private static readonly ImmutableArray<IHookFix> OfFiles = [new ByteOrderMark(), new LineEnds(), new BashShebang()];

    /// <summary>The fixes, in the order in which they help each other.</summary>
    internal static ImmutableArray<IHookFix> All { get; } =
        [.. OfFiles, new ExportedList(), new QuotedExport(), new SingleNames(), new CompleteList()];

    /// <summary>Mends a hook; null where there is nothing to mend, or where it is no text.</summary>
    /// <param name="script">The hook.</param>
    /// <param name="brand">The brand.</param>
    /// <param name="gitMode">Its mode in git's index, such as <c>100644</c>; null where git does not have it.</param>
    public static FixedHook? Mend(HookScript script, Brand brand, string? gitMode = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(brand);
        var isText = script.Kind == HookEntryKind.File && IsText(script.Bytes);
        var before = isText ? Encoding.UTF8.GetString(script.Bytes.AsSpan()) : "";
        var after = isText ? Mend(before, brand) : before;
        var makesExecutable = script.IsExecutable == false;
        var makesExecutableInGit = script.Kind == HookEntryKind.File && gitMode is GitIndex.PlainFile;
        return makesExecutable || makesExecutableInGit || !string.Equals(before, after, StringComparison.Ordinal)
            ? new FixedHook(script, before, after, makesExecutable) { MakesExecutableInGit = makesExecutableInGit }
            : null;
    }

    internal static string Mend(string text, Brand brand)
    {
        var plain = Apply(OfFiles, text, brand);
        // Where the end of a quote is missing, what is mended may be a part of it, and is then mended once more each time.
        return Apply(All, plain, brand) is var mended && string.Equals(mended, Apply(All, mended, brand), StringComparison.Ordinal) ? mended : plain;
    }

    private static string Apply(ImmutableArray<IHookFix> fixes, string text, Brand brand)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var before = text;
            text = fixes.Aggregate(text, (current, fix) => IsShell(current) || fix is ByteOrderMark or LineEnds ? fix.Mend(current, brand) : current);
            if (string.Equals(before, text, StringComparison.Ordinal))
                break;
        }
        return text;
    }

    private static bool IsShell(string text) => Shebang.Of(text.TrimStart('\uFEFF').TrimStart()) is null or { IsShell: true };

    private static bool IsText(ImmutableArray<byte> bytes) => Utf8.IsValid(bytes.AsSpan()) && !bytes.Contains((byte)0);
}

/// <summary>A hook and what becomes of it.</summary>
/// <param name="Script">The hook as it was.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text without the faults that have one right answer.</param>
/// <param name="MakesExecutable">Whether it lacks the executable bit, and gets it.</param>
public sealed record FixedHook(HookScript Script, string Before, string After, bool MakesExecutable)
{
    /// <summary>Whether git's index has it without the executable bit, and gets it; its content is not added to the index.</summary>
    public bool MakesExecutableInGit { get; init; }
}
