using System.Text;
using CsCheck;

namespace Fence.Tasks.Tests.Hooks;

/// <summary>What holds for any hook, held against many that were made at random.</summary>
public sealed class HookProperties
{
    private static readonly string[] Pieces =
    [
        "#!/bin/bash\n", "#!/bin/sh -e\n", "#!/usr/bin/env bash\n", "\uFEFF", "\r", "\n", " ", "\t", "\0", "export ", "A", "A=", "A=$(b)", "A=`b`", "$B", "${C:-", "}", "\"", "'", "\\\n", "\\",
        "HELION_HOOK_ENV=", "export HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}", "STACKATO_HOOK_ENV", ",", "set -e\n", "exit 0\n", "|| true", "|", "&&", ";", "#", "# fence ignore=FH012\n",
        "sudo ", "/bin/x", "-n ", "read ", "apt-get install ", "<<X\n", "X\n", "<<<", "$(", "`", "(", ")", "{", "case x in ", "esac", ";;", "if ", "then ", "fi", "while :; do ", "done", "[[ ", " ]]", "((", "))",
        "f() ", "declare -x ", "local ", "unset A\n", "A_TOKEN=", "aB3dE5gH7jK9mN1pQ2rS", "https://a:b@c/", "x=(", "$'", "é", "\uD83D\uDE00",
    ];

    private static readonly byte[][] Corpus =
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests/corpus/hooks")).Where(path => !path.EndsWith(".expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(number => Pieces[number]);

    [Fact]
    public void A_text_of_pieces_is_read_judged_and_mended() => Piece.List[0, 30].Select(string.Concat).Sample(AnyHook.Holds, iter: 3_000);

    [Fact]
    public void Random_bytes_are_read_judged_and_mended() => Gen.Byte.Array[0, 80].Sample(AnyHook.Holds, iter: 3_000);

    [Fact]
    public void A_hook_of_the_corpus_that_was_damaged_is_read_judged_and_mended() =>
        Gen.Select(Gen.Int[0, Corpus.Length - 1].Select(number => Corpus[number]), Gen.Int[0, 4_000], Gen.Int[0, 40], Piece).Select(Damaged).Sample(AnyHook.Holds, iter: 3_000);

    private static byte[] Damaged((byte[] Hook, int At, int Length, string Piece) damage)
    {
        var at = damage.At % (damage.Hook.Length + 1);
        var end = Math.Min(at + damage.Length, damage.Hook.Length);
        return [.. damage.Hook[..at], .. Encoding.UTF8.GetBytes(damage.Piece), .. damage.Hook[end..]];
    }
}
