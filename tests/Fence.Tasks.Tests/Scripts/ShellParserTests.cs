using CsCheck;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Tests.Scripts;

public sealed class ShellParserTests
{
    /// <summary>The words of each command with a <c>|</c> between them; what is known at run time only is a <c>…</c>.</summary>
    private static string Commands(string text) =>
        string.Join(" / ", ShellParser.Parse(text).Select(command =>
            string.Join('|', command.Assignments.Select(a => $"{a.Name}={a.Value.Literal ?? "…"}").Concat(command.Words.Select(w => w.Literal ?? "…")))));

    [Theory]
    [InlineData("a b c", "a|b|c")]
    [InlineData("a 'b c' \"d e\" f\\ g", "a|b c|d e|f g")]
    [InlineData("a b\\\n c", "a|b|c")]
    [InlineData("a; b && c || d | e & f\ng", "a / b / c / d / e / f / g")]
    [InlineData("X=1 Y='2 3' a Z=4", "X=1|Y=2 3|a|Z=4")]
    [InlineData("X+=1", "X=1")]
    [InlineData("a # b\nc#d", "a / c#d")]
    [InlineData("if a; then b; elif c; then d; else e; fi", "a / b / c / d / e")]
    [InlineData("while ! a; do b; done", "a / b")]
    [InlineData("f() { a; }; (b; c)", "a / b / c")]
    [InlineData("case $x in a|b) c;; (d) e ;; *) f; esac; g", "c / e / f / g")]
    [InlineData("[[ $a =~ ^(b|c)$ && d < e ]] && f", "[[|…|=~|^|b|c|$|d|]] / f")]
    [InlineData("a $(b \"$(c)\") `d`", "c / b|… / d / a|…|…")]
    [InlineData("a \"x`b`y\" $((1 + (2))) c", "b / a|…|…|c")]
    [InlineData("((x = 1)); a", "a")]
    [InlineData("a <<X b\nnot (a command\nX\nc", "a|b / c")]
    [InlineData("a <<-'X'\n\tnot\n\tX\nb", "a / b")]
    [InlineData("a 2>&1 >b <c <<<d", "a")]
    [InlineData("a &> b", "a")]
    [InlineData("x=(a 'b c' # d\n e) f", "x=…|f")]
    [InlineData("a <(b)", "b / a|…")]
    [InlineData("a ${x:-${y}} c", "a|…|c")]
    [InlineData("a $'b\\'c' d", "a|b\\'c|d")]
    [InlineData("a 'b", "a|b")]
    [InlineData("a )b", "a / b")]
    [InlineData("a $", "a|$")]
    public void Finds_the_commands(string text, string commands) => Assert.Equal(commands, Commands(text));

    [Fact]
    public void A_word_knows_where_it_is()
    {
        const string text = "aa \"bb $(cc dd)\" ee";

        var words = ShellParser.Parse(text)[^1].Words;

        Assert.Equal("aa|\"bb $(cc dd)\"|ee", string.Join('|', words.Select(word => text[word.Start..word.End])));
    }

    [Fact]
    public void Any_text_is_read_to_its_end_with_places_inside_of_it() =>
        Gen.String[Gen.Char["ab \t\n\r;&|<>(){}[]$`'\"\\#=-!1"], 0, 60].Sample(
            text =>
            {
                foreach (var word in ShellParser.Parse(text).SelectMany(command => command.Words))
                    Assert.True(word.Start >= 0 && word.Start <= word.End && word.End <= text.Length, text);
            },
            iter: 20_000);

    [Theory]
    [InlineData("$(")]
    [InlineData("(")]
    [InlineData("`")]
    [InlineData("${")]
    [InlineData("\"$(")]
    [InlineData("$((")]
    [InlineData("x=(")]
    [InlineData("<(")]
    public void Nesting_without_end_ends(string opening) =>
        Assert.NotNull(Commands(string.Concat(Enumerable.Repeat(opening, 20_000))));
}
