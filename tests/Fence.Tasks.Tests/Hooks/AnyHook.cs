using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Hooks;
using Fence.Tasks.Hooks.Fixes;
using Fence.Tasks.Validation;

namespace Fence.Tasks.Tests.Hooks;

/// <summary>What holds for any bytes, whether they are a hook or not.</summary>
public static class AnyHook
{
    private static readonly HookSurroundings Image = new(Brand.Helion, Sudoers.Parse("helion ALL = NOPASSWD: /bin/x, /usr/bin/y --z *\n"));

    /// <summary>They are read and judged to their end, every place is inside of them, and what is mended has nothing left to mend.</summary>
    public static void Holds(byte[] bytes)
    {
        var hook = HookExamples.Script(bytes, isExecutable: false);
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var report = HookValidator.Validate(HookExamples.Folder(hook), Image);
        Places.AreInside(text, report.Diagnostics.Select(found => found.Span!).Concat(SuppressionComments.Read(hook.Path, text).Select(comment => comment.Span)));
        Assert.All(report.Diagnostics, found => Assert.DoesNotContain('\n', found.Message));

        var mended = HookFixes.Mend(hook, Brand.Helion)!;
        Assert.NotEmpty(FixDiff.Lines(mended, Brand.Helion));
        Assert.Null(HookFixes.Mend(HookExamples.Script(mended.Before.Length == 0 && bytes.Length > 0 ? bytes : Encoding.UTF8.GetBytes(mended.After)), Brand.Helion));
    }

    public static void Holds(string text) => Holds(Encoding.UTF8.GetBytes(text));
}
