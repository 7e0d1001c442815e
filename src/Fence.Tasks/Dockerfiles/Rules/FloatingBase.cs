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

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        if (inspection.Lowest is not { Base.Length: > 0 } lowest || lowest.Base is "scratch"
            || lowest.Base.Contains('$', StringComparison.Ordinal))
            yield break;
        var reference = BaseReference.Parse(lowest.Base);
        var isWantedFloating = BaseReference.Parse(inspection.Image.Base).IsFloating;
        var wanted = isWantedFloating ? $"{reference.Repository}:kato-patched" : inspection.Image.Base;
        if (reference.IsFloating)
        {
            yield return Rule.Finding(
                reference.Tag is null
                    ? $"{lowest.Base} has no tag, and means latest"
                    : $"{lowest.Base} is whatever was tagged last",
                $"Write 'FROM {wanted}'.",
                lowest.From.Span);
        }
    }
}
