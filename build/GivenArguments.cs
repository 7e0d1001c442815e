using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Pipeline;

/// <summary>What can be known to be wrong about values of the command line before any target has run.</summary>
internal static class GivenArguments
{
    /// <summary>Refuses a tag that no engine and no registry takes.</summary>
    public static void Check(string? imageTag, IRunEvents events)
    {
        if (imageTag is null || ImageReference.IsTag(imageTag))
            return;

        var wrong = Diagnostic.Error(
            "FY095",
            $"'{imageTag}' cannot be an image's tag",
            $"A tag is letters, digits, '_', '.' and '-', at most {ImageReference.LongestTag} of them, and begins with neither '.' nor '-'");
        events.Tell(new DiagnosticFound(wrong));
        throw Outcome.Failed(new FenceException(ExitCode.BadInput, wrong));
    }
}
