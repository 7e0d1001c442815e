using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>
/// <c>kato patch</c> updates <c>kato-patched</c>; on <c>latest</c>, layers pile up until AUFS has no more (DOMAIN section 2).
/// </summary>
internal sealed class FloatingBase : IDockerfileRule
{
    public Rule Rule { get; } = new(
        "FD003", Severity.Warning, "a base without a tag, or with latest")
    { Aliases = ["DL3006", "DL3007"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from stage in inspection.Dockerfile.Stages
        where stage.Base is not ("" or "scratch") && !stage.Base.Contains('$', StringComparison.Ordinal)
        where !inspection.Dockerfile.Stages.Take(stage.Index).Any(stage.IsBuiltOn)
        let reference = BaseReference.Parse(stage.Base)
        where reference.IsFloating
        select Rule.Finding(
            reference.Tag is null ? $"{stage.Base} has no tag, and means latest" : $"{stage.Base} is whatever was tagged last",
            $"Write 'FROM {Wanted(inspection, stage, reference)}'.",
            stage.From.Span);

    private static string Wanted(DockerfileInspection inspection, Stage stage, BaseReference reference)
    {
        if (stage != inspection.Lowest)
            return $"{reference.Repository}:<version>";
        var isWantedFloating = BaseReference.Parse(inspection.Image.Base).IsFloating;
        return isWantedFloating ? $"{reference.Repository}:kato-patched" : inspection.Image.Base;
    }
}
