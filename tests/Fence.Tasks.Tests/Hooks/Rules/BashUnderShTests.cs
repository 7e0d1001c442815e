namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class BashUnderShTests
{
    private static string Places(string lines, string shebang = "#!/bin/sh") =>
        Findings.Places(HookExamples.Check("FH023", HookExamples.Folder(HookExamples.Script($"{shebang}\n{lines}\n"))));

    [Theory]
    [InlineData("if [[ -n $A ]]; then echo; fi", "2:4 FH023")]
    [InlineData("source /etc/profile", "2:1 FH023")]
    [InlineData("declare -x A=1", "2:1 FH023")]
    [InlineData("A=(one two); echo \"${A[0]}\"", "2:3 FH023, 2:20 FH023")]
    [InlineData("if [ \"$A\" == x ]; then echo; fi", "2:11 FH023")]
    [InlineData("A+=x", "2:1 FH023")]
    [InlineData("cat <<< \"$A\"", "2:9 FH023")]
    [InlineData("run &> /dev/null", "2:8 FH023")]
    [InlineData("echo \"${A//x/y}\"", "2:7 FH023")]
    [InlineData("echo \"${A^^}\"", "2:7 FH023")]
    [InlineData("echo \"${A:1:2}\"", "2:7 FH023")]
    [InlineData("diff <(ls) b", "2:7 FH023")]
    public void Catches(string lines, string places) => Assert.Equal(places, Places(lines));

    [Theory]
    [InlineData("if [ -n \"$A\" ]; then echo; fi")]
    [InlineData("if [ == = \"$A\" ]; then echo; fi; test a = b")]
    [InlineData(". /etc/profile")]
    [InlineData("export A=\"${A:-x}${B%.sh}${C##*/}${#D}\"")]
    [InlineData("run > /dev/null 2>&1")]
    [InlineData("echo $((1 + 2)) \"$(date)\"")]
    [InlineData("f() { local a=1; echo \"$a\"; }")]
    public void Does_not_catch(string lines) => Assert.Equal("", Places(lines));

    [Fact]
    public void Under_bash_all_of_it_is_right() => Assert.Equal("", Places("[[ -n $A ]]", "#!/bin/bash"));
}
