using Fence.Tasks.Definition;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Mends what has one right answer: one file a fix. Pure, and nothing more to do the second time.</summary>
internal interface IHookFix
{
    /// <summary>The rule whose findings it takes away.</summary>
    string Code { get; }

    /// <summary>The text without the fault; the same text where there is none, or where the answer is a person's to give.</summary>
    /// <param name="text">The hook.</param>
    /// <param name="brand">The brand, which names the list of variables.</param>
    string Mend(string text, Brand brand);
}
