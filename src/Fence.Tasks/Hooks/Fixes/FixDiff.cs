using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>What a fix changes, line by line, as <c>diff -u</c> shows it; secrets in it are masked.</summary>
public static class FixDiff
{
    private const int Context = 2;
    private const int MostCells = 4_000_000;

    /// <summary>The lines of the difference; the mode, where it changes, comes first.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="brand">The brand.</param>
    public static IReadOnlyList<string> Lines(FixedHook hook, Brand brand)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var path = hook.Script.Path;
        var lines = new List<string> { $"--- {path}", $"+++ {path}" };
        if (hook.MakesExecutable)
            lines.Add("mode 0644 → 0755");
        if (hook.MakesExecutableInGit)
            lines.Add($"mode in git's index {GitIndex.PlainFile} → {GitIndex.ExecutableFile}");
        var (before, after) = (Shown(hook, hook.Before, brand), Shown(hook, hook.After, brand));
        var script = Script(hook.Before.Split('\n'), hook.After.Split('\n'));
        for (var index = 0; index < script.Count; index++)
        {
            var (sign, left, right) = script[index];
            if (sign != ' ' || IsNearChange(script, index))
                lines.Add(sign == '+' ? $"+{after[right]}" : $"{sign}{before[left]}");
        }
        return lines;
    }

    private static bool IsNearChange(List<(char Sign, int Left, int Right)> script, int index)
    {
        for (var near = Math.Max(0, index - Context); near <= Math.Min(script.Count - 1, index + Context); near++)
        {
            if (script[near].Sign != ' ')
                return true;
        }
        return false;
    }

    /// <summary>The lines as they may be shown: without secrets, and with what is invisible made visible.</summary>
    private static string[] Shown(FixedHook hook, string text, Brand brand)
    {
        // Places are counted in the text without the mark, and the mark is in the first line only.
        var plain = text.TrimStart('\uFEFF');
        var script = hook.Script with { Bytes = [.. Encoding.UTF8.GetBytes(plain)] };
        var inspection = new HookInspection(new HookFolder("", Exists: true, [script]), new HookSurroundings(brand));
        var secrets = new Rules.LiteralSecret().Check(inspection).Select(found => found.Span!);
        var lines = SecretMask.Lines(plain, secrets).Select(line => line.Replace("\r", "␍", StringComparison.Ordinal)).ToArray();
        if (plain.Length < text.Length)
            lines[0] = $"<BOM>{lines[0]}";
        return lines;
    }

    /// <summary>The shortest way from one text to the other, by longest common subsequence.</summary>
    private static List<(char Sign, int Left, int Right)> Script(string[] before, string[] after)
    {
        var script = new List<(char, int, int)>();
        var (left, right) = (0, 0);
        var lengths = (long)before.Length * after.Length <= MostCells ? Lengths(before, after) : null;
        while (left < before.Length || right < after.Length)
        {
            if (left < before.Length && right < after.Length && string.Equals(before[left], after[right], StringComparison.Ordinal))
                script.Add((' ', left++, right++));
            else if (left < before.Length && (right >= after.Length || lengths is null || lengths[left + 1, right] >= lengths[left, right + 1]))
                script.Add(('-', left++, right));
            else
                script.Add(('+', left, right++));
        }
        return script;
    }

    private static int[,] Lengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var left = before.Length - 1; left >= 0; left--)
        {
            for (var right = after.Length - 1; right >= 0; right--)
                lengths[left, right] = string.Equals(before[left], after[right], StringComparison.Ordinal)
                    ? lengths[left + 1, right + 1] + 1
                    : Math.Max(lengths[left + 1, right], lengths[left, right + 1]);
        }
        return lengths;
    }
}
