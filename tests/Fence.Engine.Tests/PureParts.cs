using CsCheck;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Fence.Engine.Tests;

/// <summary>The parts that need no process to be looked at.</summary>
public sealed class PureParts
{
    [Fact]
    public void A_parameters_names_follow_from_its_words()
    {
        var names = ParameterDeclaration.Of(typeof(OddlyNamed)).Select(d => $"{d.Name} --{d.Option} {d.Variable}");

        Assert.Equal(
            ["ImageTag --image-tag IMAGE_TAG", "DEACount --dea-count DEA_COUNT", "UseTLS --use-tls USE_TLS", "A --a A", "key2 --key2 KEY2", "Other-Name --other-name OTHER_NAME"],
            names);
    }

    [Theory]
    [InlineData("--imge-tag", "--image-tag")]
    [InlineData("PushRegsitry", "PushRegistry")]
    [InlineData("Rollout", "RolloutDeas")]
    [InlineData("xyz", null)]
    public void The_nearest_name_is_found_if_it_is_near(string typed, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(typed, ["--image-tag", "PushRegistry", "RolloutDeas", "BuildImage"]));

    [Fact]
    public void The_distance_of_two_texts_is_a_metric() =>
        Gen.Select(Words, Words, Words).Sample((a, b, c) =>
        {
            Assert.Equal(a == b, NearestName.Distance(a, b) == 0);
            Assert.Equal(NearestName.Distance(a, b), NearestName.Distance(b, a));
            Assert.True(NearestName.Distance(a, b) <= Math.Max(a.Length, b.Length));
        });

    [Fact]
    public void A_secret_is_masked_in_whichever_pieces_it_is_written() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 3, 6], Gen.String[Gen.Char["abcd "], 0, 8], Gen.String[Gen.Char["abcd "], 0, 8], Gen.Int[1, 5])
            .Sample((secret, before, after, piece) =>
            {
                var mask = new SecretMask();
                mask.Add(secret);
                var written = new StringWriter();
                using var writer = new MaskingWriter(mask, written.Write);

                foreach (var chunk in (before + secret + after).Chunk(piece)) writer.Write(chunk);
                writer.Release();

                Assert.DoesNotContain(secret, written.ToString(), StringComparison.Ordinal);
                Assert.Contains(SecretMask.Replacement, written.ToString(), StringComparison.Ordinal);
            });

    [Fact]
    public void What_is_no_secret_is_written_as_it_is() =>
        Gen.Select(Gen.String[Gen.Char["xyz\n "], 0, 12], Gen.Int[1, 5]).Sample((text, piece) =>
        {
            var mask = new SecretMask();
            mask.Add("xyzzy!");
            var written = new StringWriter();
            using var writer = new MaskingWriter(mask, written.Write);

            foreach (var chunk in text.Chunk(piece)) writer.Write(chunk);
            writer.Release();

            Assert.Equal(text, written.ToString());
        });

    [Theory]
    [InlineData("pass word", "https://user:pass%20word@registry")]
    [InlineData("pass\"word", """{"password":"pass\u0022word"}""")]
    [InlineData("first line\nsecond line", "-----\nsecond line\n-----")]
    public void A_secret_is_masked_in_the_forms_it_takes(string secret, string text)
    {
        var mask = new SecretMask();
        mask.Add(secret);

        Assert.Contains(SecretMask.Replacement, mask.Apply(text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_group_speaks_at_once_and_later_ones_whole_in_their_turn()
    {
        var console = new StringWriter();
        using var output = new RunOutput(console);
        var (first, second, third) = (output.Open(), output.Open(), output.Open());

        Say(third, "c1 ");
        Say(second, "b1 ");
        Say(first, "a1 ");
        Assert.Equal("a1 ", console.ToString());

        output.Close(third);
        Say(second, "b2 ");
        output.Close(first);
        Assert.Equal("a1 c1 b1 b2 ", console.ToString());

        Say(second, "b3 ");
        output.Close(second);
        Assert.Equal("a1 c1 b1 b2 b3 ", console.ToString());

        void Say(RunOutput.Channel channel, string text)
        {
            output.Enter(channel);
            output.Write(text);
        }
    }

    [Fact]
    public void A_path_is_joined_and_cleaned()
    {
        var path = AbsolutePath.Create("/a/b/") / "../c" / "d.txt";

        Assert.Equal("/a/c/d.txt", path.ToString());
        Assert.Equal(("d.txt", "/a/c"), (path.Name, path.Parent!.ToString()));
        Assert.Equal(path, (AbsolutePath)"/a/c/d.txt");
        Assert.Null(AbsolutePath.Create("/").Parent);
        Assert.Throws<ArgumentException>(() => AbsolutePath.Create("a/b"));
    }

    [Fact]
    public void A_failed_assertion_says_what_was_expected()
    {
        var there = Environment.ProcessorCount > 0;
        string? missing = null;

        Assert.Equal("Expected to be true: !there", Message(() => Nuke.Common.Assert.True(!there)));
        Assert.Equal("own words", Message(() => Nuke.Common.Assert.False(there, "own words")));
        Assert.Equal("Expected to have a value: missing", Message(() => missing.NotNull()));
        Assert.Equal("Expected not to be empty: missing", Message(() => missing.NotNullOrEmpty()));
        Assert.Equal("No such file: /no/such", Message(() => Nuke.Common.Assert.FileExists("/no/such")));

        static string Message(Action check) => Assert.Throws<InvalidOperationException>(check).Message;
    }

    [Theory]
    [InlineData(0, "< 1s")]
    [InlineData(1, "0:01")]
    [InlineData(61, "1:01")]
    [InlineData(3725, "62:05")]
    public void A_duration_is_minutes_and_seconds(int seconds, string text) =>
        Assert.Equal(text, SummaryTable.Format(TimeSpan.FromSeconds(seconds)));

    private sealed class OddlyNamed
    {
        [Parameter]
        public string? ImageTag { get; set; }

        [Parameter]
        public int DEACount { get; set; }

        [Parameter]
        public bool UseTLS { get; set; }

        [Parameter]
        public string? A { get; set; }

        [Parameter(Name = "key2")]
        public string? Second { get; set; }

        [Parameter(Name = "Other-Name")]
        public string? Third { get; set; }
    }

    private static readonly Gen<string> Words = Gen.String[Gen.Char["abc"], 0, 6];
}
