using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks.Rules;

namespace Fence.Tasks.Hooks;

/// <summary>The rules of hooks.</summary>
public static class HookRules
{
    /// <summary>The rules that judge the folder alone, in the order of their numbers.</summary>
    internal static ImmutableArray<IHookRule> Pure { get; } =
    [
        new FolderMissing(),
        new NoHooks(),
        new NearlyAHookName(),
        new NotExecutable(),
        new NoShebang(),
        new NotBash(),
        new ShellInsteadOfBash(),
        new WindowsLineEnds(),
        new NotText(),
        new LiteralSecret(),
        new ExportedNotListed(),
        new ListedNotExported(),
        new WrongNameInList(),
        new ListNotExported(),
        new OtherBrand(),
        new UnquotedExport(),
        new SudoNotGranted(),
        new NotAHook(),
        new SubFolder(),
        new LinkLeavesFolder(),
        new NotExecutableInGit(),
        new BashUnderSh(),
        new TooLarge(),
        new Asks(),
        new NeverReturns(),
        new HidesFailure(),
        new GoesOnAfterFailure(),
        new ManifestMetacharacter(),
        new ManifestPrefix(),
    ];

    /// <summary>Every rule, bash's own judgement included, by number.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [.. Pure.Select(rule => rule.Rule).Append(BashSyntax.Rule).OrderBy(rule => rule.Code, StringComparer.Ordinal)];
}
