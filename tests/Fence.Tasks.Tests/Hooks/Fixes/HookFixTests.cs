using CliWrap;
using CliWrap.Buffered;
using CsCheck;
using Fence.Tasks.Definition;
using Fence.Tasks.Hooks;
using Fence.Tasks.Hooks.Fixes;

namespace Fence.Tasks.Tests.Hooks.Fixes;

public sealed class HookFixTests
{
    private static readonly string[] Mended = ["FH004", "FH005", "FH007", "FH008", "FH012", "FH015", "FH017"];

    [Theory]
    [InlineData("\uFEFF#!/bin/bash\n:\n", "#!/bin/bash\n:\n")]
    [InlineData("#!/bin/bash\r\n:\r\n", "#!/bin/bash\n:\n")]
    [InlineData("#!/bin/bash\r\r\n:\n", "#!/bin/bash\n:\n")]
    [InlineData("#!/bin/sh\n:\n", "#!/bin/bash\n:\n")]
    [InlineData("#!/bin/sh -e\n:\n", "#!/bin/bash -e\n:\n")]
    [InlineData("#!/usr/bin/env sh\n:\n", "#!/bin/bash\n:\n")]
    [InlineData("\n  #!/bin/bash\n:\n", "#!/bin/bash\n:\n")]
    [InlineData(":\n", "#!/bin/bash\n:\n")]
    [InlineData("", "#!/bin/bash\n")]
    [InlineData("#!/usr/bin/python3\nexport = $x\n", "#!/usr/bin/python3\nexport = $x\n")]
    public void The_beginning_and_the_line_ends_are_mended(string before, string after) => Assert.Equal(after, HookFixes.Mend(before, Brand.Helion));

    [Theory]
    [InlineData("export HELION_HOOK_ENV=A\nexport A=`date`", "export HELION_HOOK_ENV=A\nexport A=\"`date`\"")]
    [InlineData("export HELION_HOOK_ENV=A\nexport A=x/$(date)/$B", "export HELION_HOOK_ENV=A\nexport A=x/\"$(date)\"/\"$B\"")]
    [InlineData("export HELION_HOOK_ENV=A\nexport A=`echo \"x\"`", "export HELION_HOOK_ENV=A\nexport A=`echo \"x\"`")]
    [InlineData("export HELION_HOOK_ENV=A\nexport A=\"$B\" C=1", "export HELION_HOOK_ENV=A,C\nexport A=\"$B\" C=1")]
    public void What_export_would_split_is_quoted(string before, string after) => Assert.Equal($"#!/bin/bash\n{after}\n", HookFixes.Mend($"#!/bin/bash\n{before}\n", Brand.Helion));

    [Theory]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=", "export A=1\nexport HELION_HOOK_ENV=A")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=\"\"", "export A=1\nexport HELION_HOOK_ENV=\"A\"")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=B,", "export A=1\nexport HELION_HOOK_ENV=B,A")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}\"", "export A=1\nexport HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}A\"")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=\"$HELION_HOOK_ENV\"", "export A=1\nexport HELION_HOOK_ENV=\"$HELION_HOOK_ENV,A\"")]
    [InlineData("export A=1\nHELION_HOOK_ENV=A", "export A=1\nexport HELION_HOOK_ENV=A")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=A,A", "export A=1\nexport HELION_HOOK_ENV=A")]
    [InlineData("export A=1 B=2", "export A=1 B=2\nexport HELION_HOOK_ENV=A,B")]
    [InlineData("export A=1\nexit 0", "export A=1\nexit 0")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=\"$LIST\"", "export A=1\nexport HELION_HOOK_ENV=\"$LIST\"")]
    public void The_list_of_variables_is_completed(string before, string after) => Assert.Equal($"#!/bin/bash\n{after}\n", HookFixes.Mend($"#!/bin/bash\n{before}\n", Brand.Helion));

    [Fact]
    public void The_other_brand_has_its_own_list() =>
        Assert.Equal("#!/bin/bash\nexport A=1\nexport STACKATO_HOOK_ENV=A\n", HookFixes.Mend("#!/bin/bash\nexport A=1\n", Brand.Stackato));

    [Fact]
    public void What_ships_has_nothing_to_mend() =>
        Assert.All(HookFolderReader.Read(RepositoryFiles.Root, "hooks").Hooks, hook => Assert.Null(HookFixes.Mend(hook, Brand.Helion)));

    [Fact]
    public void What_is_no_text_is_left_alone() => Assert.Null(HookFixes.Mend(HookExamples.Script([0x00, 0xFF]), Brand.Helion));

    [Fact]
    public void A_mended_hook_has_none_of_the_findings_and_mending_it_again_changes_nothing() => Hooks.Sample(text =>
    {
        var mended = HookFixes.Mend(HookExamples.Script(text, isExecutable: false), Brand.Helion)!;
        var script = HookExamples.Script(mended.After);
        var left = HookValidator.Validate(HookExamples.Folder(script), new HookSurroundings(Brand.Helion)).Diagnostics.Where(found => Mended.Contains(found.Code));

        Assert.Equal("", Findings.Text(left));
        Assert.Null(HookFixes.Mend(script, Brand.Helion));
    });

    [Fact]
    public void The_difference_shows_what_changes_and_no_secret()
    {
        var hook = HookFixes.Mend(HookExamples.Script("#!/bin/sh\nexport A_TOKEN=0fake0token0 B=$(date)\necho 1\necho 2\necho 3\nexport HELION_HOOK_ENV=A_TOKEN\n", isExecutable: false), Brand.Helion)!;

        Assert.Equal(
            """
            --- hooks/pre-running
            +++ hooks/pre-running
            mode 0644 → 0755
            -#!/bin/sh
            -export A_TOKEN=•••••••••••• B=$(date)
            +#!/bin/bash
            +export A_TOKEN=•••••••••••• B="$(date)"
             echo 1
             echo 2
             echo 3
            -export HELION_HOOK_ENV=A_TOKEN
            +export HELION_HOOK_ENV=A_TOKEN,B
             
            """,
            string.Join('\n', FixDiff.Lines(hook, Brand.Helion)));
    }

    [Fact]
    public async Task A_mended_hook_is_written_back_with_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the file system has no modes");
        var root = Directory.CreateTempSubdirectory("fence-fix-").FullName;
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "hooks")).FullName, "pre-running");
        await File.WriteAllTextAsync(path, "#!/bin/sh\r\n:\r\n", TestContext.Current.CancellationToken);

        await HookFixWriter.WriteAsync(root, HookFixes.Mend(HookFolderReader.Read(root, "hooks").Hooks.Single(), Brand.Helion)!, TestContext.Current.CancellationToken);

        Assert.Equal("#!/bin/bash\n:\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Null(HookFixes.Mend(HookFolderReader.Read(root, "hooks").Hooks.Single(), Brand.Helion));
        Assert.Equal(["pre-running"], Directory.EnumerateFiles(Path.Combine(root, "hooks")).Select(Path.GetFileName));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task The_mode_in_gits_index_is_mended_and_nothing_else_there()
    {
        // The root folder may be one of a larger repository.
        var repository = Directory.CreateTempSubdirectory("fence-fix-").FullName;
        var root = Path.Combine(repository, "fence");
        Directory.CreateDirectory(Path.Combine(root, "hooks"));
        await File.WriteAllTextAsync(Path.Combine(root, "hooks", "pre-running"), "#!/bin/bash\n:\n", TestContext.Current.CancellationToken);
        await Git(repository, "init", "--quiet");
        await Git(root, "add", "hooks");
        await Git(root, "update-index", "--chmod=-x", "hooks/pre-running");
        await File.WriteAllTextAsync(Path.Combine(root, "hooks", "pre-running"), "#!/bin/bash\n: changed\n", TestContext.Current.CancellationToken);
        var before = await Git(root, "ls-files", "--stage");

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(root, "hooks", "pre-running"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var hook = (await Mended(root))!;
        await HookFixWriter.WriteAsync(root, hook, TestContext.Current.CancellationToken);

        Assert.Contains("mode in git's index 100644 → 100755", FixDiff.Lines(hook, Brand.Helion));
        Assert.StartsWith("100644 ", before, StringComparison.Ordinal);
        Assert.Equal(before.Replace("100644 ", "100755 ", StringComparison.Ordinal), await Git(root, "ls-files", "--stage"));
        Assert.Null(await Mended(root));
        Directory.Delete(repository, recursive: true);

        static async Task<FixedHook?> Mended(string root) => HookFixes.Mend(
            HookFolderReader.Read(root, "hooks").Hooks.Single(),
            Brand.Helion,
            (await GitIndex.ReadModesAsync(root, "hooks", TestContext.Current.CancellationToken)).GetValueOrDefault("hooks/pre-running"));

        static async Task<string> Git(string root, params string[] arguments) =>
            (await Cli.Wrap("git").WithArguments(["-C", root, .. arguments]).ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput;
    }

    [Fact]
    public void What_git_does_not_have_or_has_right_is_left_alone()
    {
        Assert.Null(HookFixes.Mend(HookExamples.Script("#!/bin/bash\n:\n"), Brand.Helion, gitMode: null));
        Assert.Null(HookFixes.Mend(HookExamples.Script("#!/bin/bash\n:\n"), Brand.Helion, "100755"));
        Assert.Null(HookFixes.Mend(HookExamples.Script("#!/bin/bash\n:\n"), Brand.Helion, "120000"));
    }

    /// <summary>Hooks put together of lines with faults that can be mended, and of lines with none.</summary>
    private static Gen<string> Hooks { get; } =
        from mark in OneOf("", "\uFEFF")
        from shebang in OneOf("#!/bin/bash\n", "#!/bin/sh\n", "#!/bin/sh -eu\n", "#!/usr/bin/env bash\n", "", "\n#!/bin/sh\n")
        from lines in OneOf(
            "export A=`date`", "export B=$(echo \"a b\")", "export C=\"$(date)\" D=$A/$B", "declare -x E=${A:-x}", "export A F",
            "HELION_HOOK_ENV=A,B", "export HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}A\"", "export HELION_HOOK_ENV=A,A,B",
            "export HELION_HOOK_ENV='A'", "if true; then\n  export G=$1\nfi", "echo \"$A\" # export H=$I", "cat <<E\nexport J=$K\nE", "export L=$(export M=$N; echo 1)", "", "# a comment").List[0, 8]
        from ends in OneOf("\n", "\r\n")
        select mark + (shebang + string.Join('\n', lines) + "\n").Replace("\n", ends, StringComparison.Ordinal);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
