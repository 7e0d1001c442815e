using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Begins the hook with <c>#!/bin/bash</c> at its first byte. Another language stays what it is.</summary>
internal sealed class BashShebang : IHookFix
{
    private const string Bash = "#!/bin/bash";

    public string Code => "FH005";

    public string Mend(string text, Brand brand)
    {
        if (Shebang.Of(text) is { } shebang)
            return shebang.Program is "sh" ? BashFor(shebang) + text[shebang.Line.Length..] : text;
        var trimmed = text.TrimStart();
        return trimmed.StartsWith("#!", StringComparison.Ordinal) ? Mend(trimmed, brand) : $"{Bash}\n{text}";
    }

    // "#!/bin/sh -e" is to go on stopping at failures.
    private static string BashFor(Shebang shebang)
    {
        var blank = shebang.Line.IndexOf(" -", StringComparison.Ordinal);
        return blank < 0 ? Bash : Bash + shebang.Line[blank..];
    }
}
