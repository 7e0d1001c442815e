using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class DockerfileParserTests
{
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
    [InlineData("RUN a \\\\\nRUN b", "1-1 RUN a \\\\ / 2-2 RUN b")]
    [InlineData("\\\nRUN a", "1-2 RUN a")]
    [InlineData("RUN a \\\n\\\n b", "1-3 RUN a  b")]
    [InlineData("RUN\u00A0a", "1-1 RUN\u00A0A ")]
    [InlineData("# unknown=1\n# escape=`\nRUN a \\\n b", "3-4 RUN a  b")]
    [InlineData("# escape\v=`\nRUN a \\\n b", "2-3 RUN a  b")]
    [InlineData("# escape=`\n# escape=\\\nRUN a `\n b", "3-4 RUN a  b")]
    [InlineData("RUN <<X <<-'Y' cat\na\nX\nb\n\tY\nRUN c", "1-1 RUN <<X <<-'Y' cat / 6-6 RUN c")]
    [InlineData("RUN [\"<<X\"]\nX\n", "1-1 RUN [\"<<X\"] / 2-2 X ")]
    [InlineData("RUN echo '<<X'\nX y", "1-1 RUN echo '<<X' / 2-2 X y")]
    [InlineData("RUN a <<< X\nRUN b", "1-1 RUN a <<< X / 2-2 RUN b")]
    [InlineData("ENV A=<<X\nRUN b\nX", "1-1 ENV A=<<X / 2-2 RUN b / 3-3 X ")]
    [InlineData("ONBUILD RUN <<X\na\nX\nRUN b", "1-1 ONBUILD RUN <<X / 4-4 RUN b")]
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
    [InlineData("RUN [\"a\"] b", "a")]
    [InlineData("RUN [\"a\",]", null)]
    [InlineData("RUN []", "")]
    [InlineData("ONBUILD [\"a\"]", null)]
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

    [Theory]
    [InlineData("RUN <<X\n a\n\tb\nX\n", "X", " a\n\tb\n", true)]
    [InlineData("RUN <<-X\n a\n\t\tb\n\tX\n", "X", " a\nb\n", true)]
    [InlineData("RUN <<'X'\na\nX\n", "X", "a\n", false)]
    [InlineData("RUN <<\"X Y\"\na\nX Y\n", "X Y", "a\n", false)]
    [InlineData("COPY 3<<X /x\na\nX\n", "X", "a\n", true)]
    [InlineData("RUN <<X\r\na\r\nX\r\n", "X", "a\r\n", true)]
    [InlineData("ADD <<X /x\nX", "X", "", true)]
    public void A_here_document_has_a_name_and_lines(string text, string name, string lines, bool isExpanded)
    {
        var document = Assert.Single(Assert.Single(Dockerfile.Parse(text, "Dockerfile").Instructions).HereDocuments);

        Assert.Equal((name, lines, isExpanded), (document.Name, document.Text, document.IsExpanded));
    }

    [Fact]
    public void A_here_document_that_is_all_a_RUN_says_is_its_script()
    {
        var run = Dockerfile.Parse("FROM a\nRUN <<X\naa\nbb cc\nX\n", "Dockerfile").Instructions[1];

        Assert.Equal("aa, bb", string.Join(", ", run.Commands.Select(command => command.Name)));
        Assert.Equal(new SourceSpan("Dockerfile", 4, 1) { EndColumn = 6 }, run.SpanOf(run.Commands[1]));
    }

    [Fact]
    public void An_ONBUILD_keeps_an_instruction_that_knows_its_place()
    {
        var body = Assert.Single(Dockerfile.Parse("ONBUILD \\\n COPY --from=x a b", "Dockerfile").Instructions).Body!;

        Assert.Equal("COPY a b", body.ToString());
        Assert.Equal("x", body.Flag("from"));
        Assert.Equal((2, 2), (body.Span.Line, body.Span.Column));
    }

    [Theory]
    [InlineData("ENV A=1 B='2 3' C=\"4\\\" 5\"", "A=1 B='2 3' C=\"4\\\" 5\"")]
    [InlineData("ENV A 1 2=3", "A=1 2=3")]
    [InlineData("ARG A", "A=")]
    [InlineData("ARG A=1 B", "A=1 B=")]
    [InlineData("LABEL a.b=\"c d\"", "a.b=\"c d\"")]
    [InlineData("RUN A=1", "")]
    public void Names_have_values(string text, string values) => Assert.Equal(
        values,
        string.Join(' ', Assert.Single(Dockerfile.Parse(text, "Dockerfile").Instructions).NameValues.Select(given => $"{given.Name}={given.Value}")));

    [Theory]
    [InlineData("\uFEFFFROM a\r\n\r\n# b\n  RUN c \\\n # d\n\n e")]
    [InlineData("# escape=`\n# x\n\n")]
    [InlineData("RUN <<X\na\nX\n\nRUN <<Y\n")]
    [InlineData("\uFEFF")]
    [InlineData("")]
    public void Prints_what_it_read(string text)
    {
        var dockerfile = Dockerfile.Parse(text, "Dockerfile");

        Assert.Equal(text, dockerfile.Print());
        Assert.Equal(dockerfile.Instructions.Length, dockerfile.Parts.Count(part => part.Kind == DockerfilePartKind.Instruction));
    }
}
