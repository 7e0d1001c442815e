using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Validation;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>What holds for any text, whether it is a Dockerfile or not.</summary>
public static class AnyDockerfile
{
    /// <summary>It is read and judged to its end, printed back as it was, and every place is inside of it.</summary>
    public static void Holds(string text)
    {
        var dockerfile = Dockerfile.Parse(text, "Dockerfile");
        Assert.Equal(text, dockerfile.Print());
        var report = DockerfileValidator.Validate(dockerfile, DockerfileExamples.Image, new ContextInMemory());
        Places.AreInside(
            text,
            report.Diagnostics.Select(found => found.Span!)
                .Concat(dockerfile.Instructions.Select(instruction => instruction.Span))
                .Concat(SuppressionComments.Read("Dockerfile", text).Select(comment => comment.Span)));
    }
}
