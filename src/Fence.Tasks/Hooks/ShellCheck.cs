using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>
/// Asks ShellCheck about the hooks, where it is installed. Its notes and matters of style are left out: a hook is not refused, and
/// nobody is told, for what is a matter of taste.
/// </summary>
public static class ShellCheck
{
    /// <summary>What ShellCheck finds, with its own numbers; nothing where it is not installed.</summary>
    /// <param name="rootDirectory">The folder that paths start from.</param>
    /// <param name="folder">The folder, as read.</param>
    /// <param name="cancellationToken">Ends ShellCheck, too.</param>
    public static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        string rootDirectory, HookFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var paths = folder.Hooks.Where(BashSyntax.IsReadable).Where(hook => !hook.LeavesFolder).Select(hook => hook.Path).ToList();
        if (paths.Count == 0)
            return [];
        try
        {
            var result = await Cli.Wrap("shellcheck")
                .WithArguments(["--format=json1", "--severity=warning", "--", .. paths])
                .WithWorkingDirectory(rootDirectory)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return Parse(result.StandardOutput);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: Fence's own rules have judged all the same.
            return [];
        }
    }

    /// <summary>Adds to what own rules found, less what they said already.</summary>
    /// <param name="own">The findings of own rules.</param>
    /// <param name="others">ShellCheck's.</param>
    public static IEnumerable<Diagnostic> Merge(IReadOnlyCollection<Diagnostic> own, IEnumerable<Diagnostic> others)
    {
        ArgumentNullException.ThrowIfNull(own);
        return own.Concat(others.Where(other => !own.Any(mine => Says(mine, other))));
    }

    /// <summary>Reads the form <c>json1</c>; what is something else finds nothing.</summary>
    internal static ImmutableArray<Diagnostic> Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json)?["comments"] is JsonArray comments ? [.. comments.OfType<JsonObject>().Select(Read)] : [];
        }
        catch (JsonException)
        {
            // It failed before it could answer, and said why on standard error.
            return [];
        }
    }

    private static Diagnostic Read(JsonObject comment)
    {
        var code = $"SC{Number(comment, "code")}";
        var severity = comment["level"]?.GetValue<string>() switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info };
        var span = new SourceSpan(comment["file"]?.GetValue<string>() ?? "", Number(comment, "line"), Number(comment, "column"))
        {
            EndLine = Number(comment, "endLine"),
            EndColumn = Number(comment, "endColumn"),
        };
        return new Diagnostic(code, severity, (comment["message"]?.GetValue<string>() ?? "").TrimEnd('.'), Span: span)
        {
            Page = $"https://www.shellcheck.net/wiki/{code}",
        };
    }

    private static int Number(JsonObject comment, string key) => comment[key]?.GetValue<int>() ?? 0;

    /// <summary>Whether an own finding says what ShellCheck does, at the same line or about the whole file.</summary>
    private static bool Says(Diagnostic mine, Diagnostic other)
    {
        if (!string.Equals(mine.Span?.File, other.Span?.File, StringComparison.Ordinal))
            return false;
        // What cannot be read has one reason, however many numbers there are for it.
        if (string.Equals(mine.Code, BashSyntax.Rule.Code, StringComparison.Ordinal) && other.Code is ['S', 'C', '1', _, _, _])
            return true;
        var rule = HookRules.All.FirstOrDefault(rule => string.Equals(rule.Code, mine.Code, StringComparison.Ordinal));
        return mine.Span!.Line == other.Span!.Line && rule?.Aliases.Any(alias => Covers(alias, other.Code)) == true;
    }

    // SC3xxx are all the same: something of bash under sh.
    private static bool Covers(string alias, string code) => string.Equals(alias, code, StringComparison.Ordinal)
        || (alias.StartsWith("SC3", StringComparison.Ordinal) && code.StartsWith("SC3", StringComparison.Ordinal));
}
