using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using CsCheck;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Tests.Images.Differences;

public sealed class DebianVersionTests
{
    private const int Pairs = 400;

    // Few characters, so that two versions differ late, and those that sort in ways of their own. A revision is never empty.
    private static readonly Gen<string> AnyPart = Gen.String[Gen.Char["0019aZ+.~-"], 0, 6].Select(text => text.TrimEnd('-'));

    private static readonly Gen<string> AnyVersion =
        from epoch in Gen.OneOf(Gen.Const(""), Gen.Int[0, 2].Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}:")))
        from first in Gen.Int[0, 12]
        from upstream in AnyPart
        from revision in Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char["0019aZ+.~"], 1, 5].Select(text => $"-{text}"))
        select string.Create(CultureInfo.InvariantCulture, $"{epoch}{first}{upstream}{revision}");

    [Theory]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.0~rc1", "1.0", -1)]
    [InlineData("1.0~rc1-1", "1.0~rc1-1~bpo1", 1)]
    [InlineData("1:0.1", "2.0", 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0-1", "1.0-1+deb12u1", -1)]
    [InlineData("1.0", "1.0-0", 0)]
    [InlineData("0:1.0", "1.0", 0)]
    [InlineData("1.0a", "1.0+", -1)]
    [InlineData("1.00000000000000000000000000000000001", "1.1", 0)]
    [InlineData("1.99999999999999999999999999", "1.100000000000000000000000000", -1)]
    public void Versions_are_ordered_as_the_policy_has_it(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(DebianVersion.Compare(left, right)));
        Assert.Equal(-order, Math.Sign(DebianVersion.Compare(right, left)));
    }

    [Fact]
    public async Task It_agrees_with_dpkg()
    {
        var pairs = new List<(string Left, string Right)>();
        Gen.Select(AnyVersion, AnyVersion).Sample((left, right) => pairs.Add((left, right)), iter: Pairs, threads: 1);

        var said = await Cli.Wrap("/bin/bash")
            .WithArguments(["-c", "while read -r a b; do if dpkg --compare-versions \"$a\" lt \"$b\"; then echo -1; elif dpkg --compare-versions \"$a\" eq \"$b\"; then echo 0; else echo 1; fi; done 2>/dev/null"])
            .WithStandardInputPipe(PipeSource.FromString(string.Concat(pairs.Select(pair => $"{pair.Left} {pair.Right}\n"))))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        var answers = said.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(pairs.Count, answers.Count);
        Assert.All(pairs.Zip(answers), one => Assert.True(
            Math.Sign(DebianVersion.Compare(one.First.Left, one.First.Right)) == one.Second, $"dpkg: {one.First.Left} and {one.First.Right} are {one.Second}"));
        Assert.Equal(2, answers.Where(answer => answer != 0).Distinct().Count());
    }
}
