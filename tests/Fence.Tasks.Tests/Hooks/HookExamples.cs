using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

/// <summary>Hooks made up for tests, and a single rule's judgement of them.</summary>
internal static class HookExamples
{
    public static HookScript Script(string text, string name = HookName.PreRunning, bool? isExecutable = true) =>
        Script(Encoding.UTF8.GetBytes(text), name, isExecutable);

    public static HookScript Script(byte[] bytes, string name = HookName.PreRunning, bool? isExecutable = true) =>
        new() { Name = name, Path = $"hooks/{name}", Bytes = [.. bytes], IsExecutable = isExecutable };

    public static HookFolder Folder(params HookScript[] scripts) => new("hooks", Exists: true, [.. scripts]);

    /// <summary>A folder with one hook of these lines, behind the line that says it is a bash script.</summary>
    public static HookFolder Lines(string lines) => Folder(Script($"#!/bin/bash\n{lines}\n"));

    public static List<Diagnostic> Check(string code, HookFolder folder, Brand? brand = null, string? sudoers = null)
    {
        var surroundings = new HookSurroundings(brand ?? Brand.Helion, sudoers is null ? null : Sudoers.Parse(sudoers));
        return [.. HookRules.Pure.Single(rule => string.Equals(rule.Rule.Code, code, StringComparison.Ordinal)).Check(new HookInspection(folder, surroundings))];
    }

    /// <summary>What one rule says of one hook, as <c>line:column code</c>; the lines begin with the second of the file.</summary>
    public static string Places(string code, string lines, Brand? brand = null, string? sudoers = null) =>
        Findings.Places(Check(code, Lines(lines), brand, sudoers));
}
