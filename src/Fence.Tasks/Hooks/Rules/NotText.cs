using System.Text.Unicode;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A NUL byte or bytes that are no UTF-8: bash drops or mangles them.</summary>
internal sealed class NotText : IHookRule
{
    public Rule Rule { get; } = new("FH009", Severity.Error, "the hook is not text");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        foreach (var hook in inspection.Hooks)
        {
            var text = hook.Source.Text;
            var nul = text.IndexOf('\0', StringComparison.Ordinal);
            // A replacement character that is not in the file itself stands for bytes that could not be read.
            var broken = Utf8.IsValid(hook.Script.Bytes.AsSpan()) ? -1 : text.IndexOf('\uFFFD', StringComparison.Ordinal);
            if (nul >= 0)
                yield return Rule.Finding(
                    $"{hook.Script.Name} has a NUL byte", "Take it out; a hook is a text.", hook.Source.Span(nul, nul + 1));
            else if (broken >= 0)
                yield return Rule.Finding(
                    $"{hook.Script.Name} is not UTF-8", "Save it as UTF-8.", hook.Source.Span(broken, broken + 1));
        }
    }
}
