using CsCheck;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>What holds for any text, whether it is a Dockerfile or not.</summary>
public sealed class DockerfileProperties
{
    private static readonly string[] Pieces =
    [
        "RUN ", "FROM a\n", "# escape=`\n", "# syntax=x\n", "COPY --", "<<X", "<<-'X Y' ", "X\n", "[\"a\"]", "\\\n", "`\n", "#", "\n", "a ", "\uFEFF", "\r",
        "\uD800", "ARG X=$X\n", "${X:-}", "ONBUILD ", "ENV A=$A", "'", "\"", "=", " AS b\n", "\u00A0", "\0", "apt-get install ", "echo x >> /etc/sudoers", "|",
        "EXPOSE 1-", "USER ", "--from=0 ", "\t", "CMD ", "HEALTHCHECK ", "$(", "{", "}", "ADD http://", "deb http://a ",
    ];

    private static readonly string[] Corpus = [.. CorpusFiles.All.Select(file => file.Text)];

    [Fact]
    public void A_text_of_pieces_is_read_and_judged() =>
        Gen.Int[0, Pieces.Length - 1].Select(number => Pieces[number]).List[0, 25].Select(string.Concat).Sample(AnyDockerfile.Holds, iter: 5_000);

    [Fact]
    public void Random_characters_are_read_and_judged() => Gen.String[0, 80].Sample(AnyDockerfile.Holds, iter: 5_000);

    [Fact]
    public void A_file_of_the_corpus_that_was_damaged_is_read_and_judged() =>
        Gen.Select(Gen.Int[0, Corpus.Length - 1].Select(number => Corpus[number]), Gen.Int[0, 4_000], Gen.Int[0, 40], Gen.Int[0, Pieces.Length - 1].Select(number => Pieces[number])).Select(Damaged).Sample(AnyDockerfile.Holds, iter: 5_000);

    [Theory]
    [InlineData("RUN a \\\n")]
    [InlineData("RUN <<X\n")]
    [InlineData("RUN <<A <<B\n")]
    [InlineData("FROM a AS a\n")]
    [InlineData("FROM a\nENV A=$A$A${A:-$A}\n")]
    [InlineData("ONBUILD ")]
    [InlineData("[")]
    [InlineData("RUN [[")]
    [InlineData("${X:-")]
    [InlineData("ENV A=${A:-")]
    [InlineData("RUN $(")]
    [InlineData("COPY --from=a a a\n")]
    [InlineData("ARG A=\"'")]
    [InlineData("# escape=`\n")]
    [InlineData("#\\\n\\\n")]
    [InlineData("RUN echo deb http://")]
    [InlineData("RUN echo 'A ALL = B' >> /etc/sudoers\n")]
    public void A_piece_twenty_thousand_times_is_read_and_judged_to_the_end(string piece)
    {
        // What takes more than linear time here does not end within any patience; how much it takes, the benchmark tells.
        var text = string.Concat(Enumerable.Repeat(piece, 20_000));

        AnyDockerfile.Holds($"FROM a\n{text}");
        AnyDockerfile.Holds(text);
    }

    private static string Damaged((string Text, int At, int Length, string Piece) damage)
    {
        var at = damage.At % (damage.Text.Length + 1);
        var length = Math.Min(damage.Length, damage.Text.Length - at);
        return damage.Text.Remove(at, length).Insert(at, damage.Piece);
    }
}
