using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Reports;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Docker;

/// <summary>What a classic builder says, as engines were heard to say it.</summary>
public sealed class EngineBuildOutputTests
{
    private readonly RecordedEvents events = new();
    private readonly EngineBuildOutput output;

    public EngineBuildOutputTests() =>
        output = new EngineBuildOutput(new BuildProgress("the builder", step => new SourceSpan("Dockerfile", step * 10), events, new FakeTimeProvider()));

    [Fact]
    public void The_steps_and_what_they_print_are_told_and_the_builders_own_housekeeping_is_not()
    {
        Hear(
            "Step 1/3 : FROM x", "\n", " ---> 7f4fb539109d\n", "Step 2/3 : ENV A=b", "\n", " ---> Using cache\n", " ---> a6be2e03e2bb\n",
            "Step 3/3 : RUN echo hello", "\n", " ---> Running in 7d673424876f\n", "hello\n", "\u001b[91m\u001b[31mred\u001b[0m\n\u001b[0m", "10%\r100%\n",
            "Removing intermediate container 7d673424876f\n", " ---> 0123456789ab\n", "Successfully built 0123456789ab\n", "Successfully tagged x:1\n");
        output.Report(new JSONMessage { Aux = new ObjectExtensionData { ExtensionData = new Dictionary<string, object> { ["ID"] = "sha256:1d" } } });

        Assert.Equal("sha256:1d", output.ImageIdOrThrow());
        Assert.Equal(
            [
                "step 1/3: FROM x", "step 1/3 done in 0.0 s", "step 2/3: ENV A=b", "step 2/3 was there already",
                "step 3/3: RUN echo hello", "  | hello", "  | red", "  | 100%", "step 3/3 done in 0.0 s",
            ],
            events.Lines);
    }

    [Fact]
    public void A_step_that_fails_is_told_with_its_command_its_exit_code_its_output_and_the_line_of_the_Dockerfile()
    {
        Hear("Step 1/2 : FROM x", "\n", " ---> 7f4fb539109d\n", "Step 2/2 : RUN make all", "\n", "cc a.c\n", "a.c:1: no\n");
        output.Report(new JSONMessage { Error = new JSONError { Message = "The command '/bin/sh -c make all' returned a non-zero code: 2" } });

        var failed = Assert.Throws<FenceException>(output.ImageIdOrThrow);

        Assert.Equal(ExitCode.TargetFailed, failed.Exit);
        Assert.Equal(
            [
                "Dockerfile:20: error FI001: the image does not build: step 2 of 2 ends with exit code 2: RUN make all",
                "  | cc a.c",
                "  | a.c:1: no",
                "  → To look around where it failed: docker run --rm -it 7f4fb539109d /bin/bash",
            ],
            EventText.Lines(Assert.Single(failed.Diagnostics), []));
        Assert.Equal("step 2/2 failed in 0.0 s", events.Lines[^1]);
    }

    [Fact]
    public void Only_the_last_lines_of_a_long_output_are_repeated()
    {
        Hear("Step 1/1 : RUN seq 100", "\n");
        Hear([.. Enumerable.Range(1, 100).Select(number => $"{number}\n")]);
        output.Report(new JSONMessage { Error = new JSONError { Message = "no" } });

        var found = Assert.Single(Assert.Throws<FenceException>(output.ImageIdOrThrow).Diagnostics);

        Assert.Equal(Enumerable.Range(81, 20).Select(number => $"{number}"), found.Output);
        Assert.Equal("the image does not build: step 1 of 1, RUN seq 100: no", found.Message);
    }

    [Fact]
    public void A_builder_that_ends_without_an_image_is_not_taken_for_one_that_built()
    {
        Hear("Step 1/1 : FROM x", "\n");

        Assert.Equal("FE002", Assert.Single(Assert.Throws<FenceException>(output.ImageIdOrThrow).Diagnostics).Code);
    }

    private void Hear(params string[] streams)
    {
        foreach (var text in streams)
            output.Report(new JSONMessage { Stream = text });
    }
}
