using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>The image would not be what <c>fence.yml</c> says it is.</summary>
internal sealed class OtherBase : IDockerfileRule
{
    public Rule Rule { get; } = new("FD002", Severity.Error, "another base than fence.yml's");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        if (inspection.Lowest is not { Base.Length: > 0 } lowest)
            yield break;
        var wanted = inspection.Image.Base;
        var configured = inspection.Base.InConfiguration;
        var remedy = $"Write 'FROM {wanted}', or change image.base in fence.yml.";
        if (lowest.Base.Contains('$', StringComparison.Ordinal))
            yield return Rule.Finding("which image this starts from is known only when it is built", remedy, lowest.From.Span);
        else if (!IsSame(lowest.Base, wanted) && (configured is null || !IsConfigured(lowest.Base, configured)))
        {
            var orConfigured = configured is null ? "" : $", the cluster's configuration {configured}";
            yield return Rule.Finding(
                $"the image starts from {lowest.Base}, and fence.yml says {wanted}{orConfigured}", remedy, lowest.From.Span);
        }
    }

    /// <summary>The configuration names images without a tag; which one of them is meant, a Dockerfile may say.</summary>
    private static bool IsConfigured(string actual, string configured) => IsSame(actual, configured)
        || (BaseReference.Parse(configured).IsFloating && IsSame(BaseReference.Parse(actual).Repository, configured));

    /// <summary>A tag that is missing or <c>latest</c> is rule <c>FD003</c>'s.</summary>
    public static bool IsSame(string actualText, string wantedText)
    {
        var (actual, wanted) = (BaseReference.Parse(actualText), BaseReference.Parse(wantedText));
        return string.Equals(actual.Repository, wanted.Repository, StringComparison.Ordinal)
            && (actual.IsFloating
                || (string.Equals(actual.Tag, wanted.Tag, StringComparison.Ordinal)
                    && string.Equals(actual.Digest, wanted.Digest, StringComparison.Ordinal)));
    }
}
