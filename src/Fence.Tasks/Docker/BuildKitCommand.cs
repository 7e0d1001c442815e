namespace Fence.Tasks.Docker;

/// <summary>The command that has BuildKit build what is asked for; runs nothing.</summary>
/// <param name="Arguments">What stands behind <c>docker</c>.</param>
/// <param name="Environment">The variables that it needs; null takes one away.</param>
internal sealed record BuildKitCommand(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>Makes it. The context comes on standard input, as the tar that every other builder gets.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="endpoint">The engine.</param>
    /// <param name="idFile">The file that the image ID is to be written to.</param>
    public static BuildKitCommand For(ImageBuildRequest request, DockerEndpoint endpoint, string idFile) => new(
        [
            "build", "--progress=plain", "--iidfile", idFile, "--file", request.Dockerfile, "--tag", request.Reference,
            .. request.NoCache ? ["--no-cache"] : Array.Empty<string>(),
            .. Each("--label", request.Labels),
            .. Each("--build-arg", request.Arguments),
            "-",
        ],
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOCKER_BUILDKIT"] = "1",
            ["DOCKER_HOST"] = endpoint.ToString(),
            ["DOCKER_CONTEXT"] = null,
            // The engine's own BuildKit: another one would keep the image to itself.
            ["BUILDX_BUILDER"] = "default",
            // An image with attestations is a list of images, with an ID of its own at each build.
            ["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1",
        });

    private static IEnumerable<string> Each(string option, IReadOnlyDictionary<string, string> values) => values
        .OrderBy(each => each.Key, StringComparer.Ordinal)
        .SelectMany(each => new[] { option, $"{each.Key}={each.Value}" });
}
