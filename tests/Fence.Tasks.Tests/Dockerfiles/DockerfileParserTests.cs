using CsCheck;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class DockerfileParserTests
{
    private static readonly string[] Pieces =
    [
        "RUN ", "FROM a\n", "# escape=`\n", "COPY --", "<<X\n", "X\n", "[\"a\"]", "\\\n", "`\n", "#", "\n", "a ", "\uFEFF", "\r", "\uD800", "ARG X=$X\n",
        "${X:-}",
    ];

    private static string Instructions(string text) =>
        string.Join(" / ", Dockerfile.Parse(text, "Dockerfile").Instructions.Select(instruction => $"{instruction.Span.Line}-{instruction.Span.EndLine} {instruction}"));

    [Theory]
    [InlineData("", "")]
    [InlineData("# only a comment\n", "")]
    [InlineData("FROM a", "1-1 FROM a")]
    [InlineData("from a\r\nrun b\r\n", "1-1 FROM a / 2-2 RUN b")]
    [InlineData("  RUN\ta  b  \n", "1-1 RUN a  b")]
    [InlineData("RUN a \\\n  b\nRUN c", "1-2 RUN a   b / 3-3 RUN c")]
    [InlineData("RUN a \\ \t\n b", "1-2 RUN a  b")]
    [InlineData("RUN a \\\n# comment\n\n  # another\n b\nRUN c", "1-5 RUN a  b / 6-6 RUN c")]
    [InlineData("RUN a \\\\\nRUN b", "1-2 RUN a \\RUN b")]
    [InlineData("RUN a \\", "1-1 RUN a")]
    [InlineData("# escape=`\nRUN a `\n b\nRUN c \\\nRUN d", "2-3 RUN a  b / 4-4 RUN c \\ / 5-5 RUN d")]
    [InlineData("# a comment\n# escape=`\nRUN a \\\n b", "3-4 RUN a  b")]
    [InlineData("# syntax=docker/dockerfile:1\n# Escape = `\nRUN a `\n b", "3-4 RUN a  b")]
    [InlineData("RUN a # not a comment", "1-1 RUN a # not a comment")]
    [InlineData("\uFEFFFROM a", "1-1 FROM a")]
    [InlineData("RUN", "1-1 RUN ")]
    [InlineData("RUN <<X\na\nX\nRUN b", "1-1 RUN <<X / 4-4 RUN b")]
    [InlineData("RUN <<X\na\nRUN b", "1-1 RUN <<X / 2-2 A  / 3-3 RUN b")]
    public void Reads_the_instructions(string text, string instructions) => Assert.Equal(instructions, Instructions(text));

    [Fact]
    public void Flags_stand_before_the_arguments()
    {
        var copy = Assert.Single(Dockerfile.Parse("COPY --from=build --chown=a:b --link /a /b", "Dockerfile").Instructions);

        Assert.Equal("from=build chown=a:b link=", string.Join(' ', copy.Flags.Select(flag => $"{flag.Key}={flag.Value}")));
        Assert.Equal("/a /b", copy.Arguments);
    }

    [Theory]
    [InlineData("RUN [\"a\", \"b c\"]", "a|b c")]
    [InlineData("COPY [\"a\",\"b\"]", "a|b")]
    [InlineData("RUN ['a']", null)]
    [InlineData("RUN [\"a\" \"b\"]", null)]
    [InlineData("RUN [ -f a ] && b", null)]
    [InlineData("RUN [null]", null)]
    [InlineData("ENV [\"a\"]", null)]
    public void The_JSON_form_is_a_list_of_texts_and_nothing_else(string text, string? items)
    {
        var json = Assert.Single(Dockerfile.Parse(text, "Dockerfile").Instructions).Json;

        Assert.Equal(items, json.IsDefault ? null : string.Join('|', json));
    }

    [Fact]
    public void A_part_of_continued_arguments_knows_its_line()
    {
        var run = Assert.Single(Dockerfile.Parse("RUN aa \\\n # no\n && bb cc", "Dockerfile").Instructions);

        Assert.Equal(new SourceSpan("Dockerfile", 3, 5) { EndColumn = 10 }, run.SpanOf(run.Commands[1]));
    }

    [Fact]
    public void Stages_know_what_they_start_from()
    {
        var dockerfile = Dockerfile.Parse(
            """
            ARG TAG=kato-patched
            FROM debian AS build
            RUN a
            FROM helion/stack-alsek:${TAG} as patched
            RUN b
            FROM patched
            COPY --from=build /x /x
            """,
            "Dockerfile");

        Assert.Equal("debian, helion/stack-alsek:kato-patched, patched", string.Join(", ", dockerfile.Stages.Select(stage => stage.Base)));
        Assert.Equal("patched, ", string.Join(", ", dockerfile.ImageStages.Select(stage => stage.Name)));
    }

    [Fact]
    public void A_stage_that_starts_from_itself_is_an_image_of_that_name() =>
        Assert.Equal("a", Assert.Single(Dockerfile.Parse("FROM a AS a\n", "Dockerfile").ImageStages).Base);

    [Fact]
    public void Any_text_is_read_with_places_inside_of_it() =>
        Gen.Int[0, Pieces.Length - 1].List[0, 20].Sample(
            numbers =>
            {
                var text = string.Concat(numbers.Select(number => Pieces[number]));
                var lines = text.Count(c => c == '\n') + 1;
                var report = DockerfileValidator.Validate(Dockerfile.Parse(text, "Dockerfile"), DockerfileExamples.Image, new ContextInMemory());
                Assert.All(report.Diagnostics, found => Assert.InRange(found.Span!.Line, 1, lines));
                Assert.All(report.Diagnostics, found => Assert.InRange(found.Span!.EndLine, found.Span.Line, lines));
            },
            iter: 5_000);
}
