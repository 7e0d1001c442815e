using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles.Rules;

namespace Fence.Tasks.Dockerfiles;

/// <summary>The rules of Dockerfiles.</summary>
public static class DockerfileRules
{
    /// <summary>Every rule, with what it does, by number.</summary>
    internal static ImmutableArray<IDockerfileRule> Pure { get; } =
    [
        new NotADockerfile(),
        new OtherBase(),
        new FloatingBase(),
        new HooksNotAdded(),
        new AptAsks(),
        new AptUpdateElsewhere(),
        new SudoersEdited(),
        new SudoersAlias(),
        new AptKey(),
        new PlainHttpSource(),
        new SourceMissing(),
        new LostInPipe(),
        new HookModes(),
        new AptRecommends(),
        new AptListsLeft(),
        new AptForPeople(),
        new DistributionUpgrade(),
        new SourceForAnyKey(),
        new UnsignedPackages(),
        new CdInRun(),
        new RelativeWorkdir(),
        new SudoInRun(),
        new AddInsteadOfCopy(),
        new UserLeft(),
        new SeveralCommands(),
        new MaintainerInstruction(),
        new WgetAndCurl(),
        new PortOutOfRange(),
        new StageNamedTwice(),
        new CopyFromNowhere(),
        new UncheckedDownload(),
        new SudoersUnreadable(),
        new SudoersMode(),
        new SudoForEverything(),
        new SecretInVariable(),
        new SecretInRun(),
        new SecretCopied(),
        new TooManyLayers(),
        new NeedsBuildKit(),
        new TriggerLeft(),
        new SeveralToAFile(),
        new RelativeTarget(),
        new UncheckedKey(),
    ];

    /// <summary>Every rule, by number.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. Pure.Select(rule => rule.Rule)];
}
