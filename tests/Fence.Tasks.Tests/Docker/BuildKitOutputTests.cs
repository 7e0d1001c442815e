using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Reports;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Docker;

/// <summary>What <c>docker build --progress=plain</c> prints, as commands were heard to print it.</summary>
public sealed class BuildKitOutputTests
{
    private static readonly Dockerfile Dockerfile = Dockerfile.Parse(
        """
        ARG RELEASE=1
        FROM x AS tools
        ENV A=b
        RUN make
        FROM x
        LABEL a=b
        COPY --from=tools /a /a
        RUN ls -a; exit 3
        """,
        "Dockerfile");

    private readonly RecordedEvents events = new();
    private readonly BuildKitOutput output;

    public BuildKitOutputTests() => output = new BuildKitOutput(
        new BuildProgress("BuildKit", Dockerfile.SpanOfStep, events, new FakeTimeProvider()), Dockerfile);

    [Fact]
    public void Steps_are_numbered_as_the_files_instructions_are_and_what_is_about_the_builder_is_not_told()
    {
        Hear("""
            #1 [internal] load remote build context
            #1 sha256:ebd27a2a32a6b16c0d089c71df3c2b54cce8dea66eb5e551b27a9688e69e5236
            #1 DONE 0.0s

            #4 [tools 1/2] FROM docker.io/library/x
            #4 sha256:b9c632c1c08316f63402606d4bfa16ebcbf05efa2e5d41e86c967c66358c7b87 1.05MB / 28.23MB 0.2s
            #4 CACHED

            #5 [tools 2/2] RUN make
            #5 1.295 hello
            #5 ...

            #6 [stage-1 2/3] COPY --from=tools /a /a
            #6 DONE 0.1s

            #5 [tools 2/2] RUN make
            #5 1.296 two
            #5 DONE 1.4s

            #9 exporting to image
            #9 writing image sha256:017fb893dbb0f46140aa5d66336e7aec3becfb346b41d191d7b94e45ac6bb255 done
            #9 DONE 0.0s
            """);

        Assert.Equal(
            [
                "step 2/8: FROM docker.io/library/x", "step 2/8 was there already",
                "step 4/8: RUN make", "  | hello",
                "step 7/8: COPY --from=tools /a /a", "step 7/8 done in 0.0 s",
                "  | two", "step 4/8 done in 0.0 s",
            ],
            events.Lines);
    }

    [Theory]
    [InlineData("executor failed running [/bin/sh -c ls -a; exit 3]: exit code: 3")]
    [InlineData("process \"/bin/sh -c ls -a; exit 3\" did not complete successfully: exit code: 3")]
    public void A_step_that_fails_is_told_with_its_own_output_and_line_and_what_ran_beside_it_is_ended(string error)
    {
        Hear($"""
            #5 [tools 2/2] RUN make
            #5 0.3 making
            #10 [stage-1 3/3] RUN ls -a; exit 3
            #10 0.509 file
            #10 ERROR: {error}
            ------
             > [stage-1 3/3] RUN ls -a; exit 3:
            ------
            """);

        var failed = output.Failure();

        Assert.Equal(ExitCode.TargetFailed, failed.Exit);
        Assert.Equal(
            ["Dockerfile:8:1: error FI001: the image does not build: step 8 of 8 ends with exit code 3: RUN ls -a; exit 3", "  | file"],
            EventText.Lines(Assert.Single(failed.Diagnostics), []));
        Assert.Equal(["step 8/8 failed in 0.0 s", "step 4/8 was ended in 0.0 s"], events.Lines.TakeLast(2));
    }

    [Theory]
    [InlineData("#3 [internal] load metadata for docker.io/library/nowhere:1\n#3 ERROR: pull access denied\n------", "the image does not build: pull access denied")]
    [InlineData("failed to solve with frontend dockerfile.v0: dockerfile parse error line 2: unknown instruction: FORM", "the image does not build: failed to solve with frontend dockerfile.v0: dockerfile parse error line 2: unknown instruction: FORM")]
    [InlineData("ERROR: Cannot connect to the Docker daemon at unix:///nowhere.\n", "the image does not build: Cannot connect to the Docker daemon at unix:///nowhere.")]
    public void What_fails_outside_of_the_steps_is_told_in_the_builders_words(string text, string message)
    {
        Hear(text);

        Assert.Equal(message, output.Failure().Message);
    }

    private void Hear(string text)
    {
        foreach (var line in text.Split('\n'))
            output.Read(line);
    }
}
