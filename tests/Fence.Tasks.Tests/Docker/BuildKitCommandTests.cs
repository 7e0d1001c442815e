using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Docker;

public sealed class BuildKitCommandTests
{
    [Fact]
    public void The_command_takes_the_context_from_its_input_and_names_all_that_the_engine_would_be_asked_for()
    {
        var command = BuildKitCommand.For(
            new ImageBuildRequest
            {
                Dockerfile = "images/stack-alsek/Dockerfile",
                WriteContext = (_, _) => Task.CompletedTask,
                Reference = "exampleco/stack-alsek:1",
                Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "two words", ["a"] = "1" },
                Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["RELEASE"] = "$x" },
                NoCache = true,
            },
            new DockerEndpoint.Tcp("builder", 2376),
            "/tmp/id");

        Assert.Equal(
            [
                "build", "--progress=plain", "--iidfile", "/tmp/id", "--file", "images/stack-alsek/Dockerfile", "--tag", "exampleco/stack-alsek:1",
                "--no-cache", "--label", "a=1", "--label", "b=two words", "--build-arg", "RELEASE=$x", "-",
            ],
            command.Arguments);
        Assert.Equal(("1", "tcp://builder:2376"), (command.Environment["DOCKER_BUILDKIT"], command.Environment["DOCKER_HOST"]));
        Assert.Null(command.Environment["DOCKER_CONTEXT"]);
    }
}
