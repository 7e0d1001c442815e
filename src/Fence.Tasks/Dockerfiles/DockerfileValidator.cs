using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>Judges a Dockerfile by every rule.</summary>
public static class DockerfileValidator
{
    /// <summary>Finds everything that is wrong.</summary>
    /// <param name="dockerfile">The Dockerfile, as read.</param>
    /// <param name="image">What <c>fence.yml</c> says of the image.</param>
    /// <param name="context">The files that can be copied; null when they are not known, and then nothing is said about
    /// them.</param>
    /// <param name="baseImage">What else is known of the base; null when nothing is.</param>
    public static DiagnosticReport Validate(
        Dockerfile dockerfile, ImageDefinition image, IContextFiles? context, BaseImage? baseImage = null)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(image);
        var inspection = new DockerfileInspection(dockerfile, image, context) { Base = baseImage ?? new BaseImage() };
        return DiagnosticReport.Of(DockerfileRules.Pure.SelectMany(rule => rule.Check(inspection)));
    }
}
