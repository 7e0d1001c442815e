using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>A rule of hooks: one file in <c>Rules</c>, one test class, one page in docs/rules.</summary>
internal interface IHookRule
{
    /// <summary>What it is.</summary>
    Rule Rule { get; }

    /// <summary>Finds what is against it. Pure: everything is read already.</summary>
    IEnumerable<Diagnostic> Check(HookInspection inspection);
}
