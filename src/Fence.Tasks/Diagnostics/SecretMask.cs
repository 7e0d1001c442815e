namespace Fence.Tasks.Diagnostics;

/// <summary>Makes secrets in a text unreadable, so that its lines may be shown.</summary>
internal static class SecretMask
{
    private const char Mask = '•';

    /// <summary>The lines of a text, with each character of the places replaced.</summary>
    public static string[] Lines(string text, IEnumerable<SourceSpan> secrets)
    {
        var lines = text.Split('\n');
        foreach (var secret in secrets)
            Hide(lines, secret);
        return lines;
    }

    private static void Hide(string[] lines, SourceSpan secret)
    {
        for (var number = Math.Max(1, secret.Line); number <= Math.Min(Math.Max(secret.Line, secret.EndLine), lines.Length); number++)
        {
            var line = lines[number - 1];
            var from = number == secret.Line ? Math.Clamp(secret.Column - 1, 0, line.Length) : 0;
            // A place without an end is the rest of its line.
            var ends = number == secret.EndLine && (number > secret.Line || secret.EndColumn > secret.Column);
            var to = ends ? Math.Clamp(secret.EndColumn - 1, from, line.Length) : line.Length;
            lines[number - 1] = string.Concat(line.AsSpan(0, from), new string(Mask, to - from), line.AsSpan(to));
        }
    }
}
