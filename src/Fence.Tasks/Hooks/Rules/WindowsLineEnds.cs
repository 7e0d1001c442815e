using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>With CR before LF the kernel looks for a program called <c>bash\r</c>.</summary>
internal sealed class WindowsLineEnds : IHookRule
{
    public Rule Rule { get; } = new("FH008", Severity.Error, "Windows line ends") { Aliases = ["SC1017"] };

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        foreach (var hook in inspection.Hooks)
        {
            var first = hook.Source.Text.IndexOf("\r\n", StringComparison.Ordinal);
            if (first >= 0)
                yield return Rule.Finding(
                    $"{hook.Script.Name} has Windows line ends",
                    $"Run 'sed -i 's/\\r$//' {hook.Script.Path}', and put 'hooks/* text eol=lf' in .gitattributes.",
                    hook.Source.Span(first, first + 1));
        }
    }
}
