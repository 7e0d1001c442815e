namespace Fence.Tasks.Images.Receipts;

/// <summary>The lines of a sudoers file that say something: without comments, with continuations joined.</summary>
internal static class SudoersLines
{
    public static IEnumerable<string> Of(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => string.Join(' ', line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0 && (!line.StartsWith('#') || line.StartsWith("#include", StringComparison.Ordinal) || IsUserNumber(line)));

    // "#1000 ALL=…" is about the user of that number.
    private static bool IsUserNumber(string line) => line.Length > 1 && char.IsAsciiDigit(line[1]);
}
