namespace Fence.Engine.Tests;

/// <summary>What can be typed behind the build, and what is answered when it is wrong.</summary>
public sealed class CommandLineOfABuild : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task Without_arguments_the_default_target_runs_with_its_dependencies_and_triggers()
    {
        var run = await sample.Run("--parallel", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Restore", "Check", "Compile", "Publish", "Announce"], run.Targets);
    }

    [Theory]
    [InlineData("Compile")]
    [InlineData("compile")]
    [InlineData("--target", "Compile")]
    [InlineData("--target=compile")]
    [InlineData("--verbosity", "normal", "Compile")]
    [InlineData("--force", "Compile")]
    public async Task A_target_is_found_first_or_behind_parameters_in_any_letter_case(params string[] arguments)
    {
        var run = await sample.Run(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Restore", "Compile"], run.Targets);
    }

    [Theory]
    [InlineData("--image-tag", "x")]
    [InlineData("--image-tag=x")]
    [InlineData("--imageTag", "x")]
    [InlineData("--ImageTag=x")]
    [InlineData("-image-tag", "x")]
    public async Task A_parameter_can_be_written_in_all_these_ways(params string[] arguments)
    {
        var run = await sample.Run(["Compile", .. arguments]);

        Assert.Contains("compiled x with", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_every_type_arrive()
    {
        var run = await sample.Run(
            "Compile", "--compression", "zstd", "--nodes", "-3", "--zones", "a", "b+c", "--force", "--output-directory", "out");

        Assert.Contains("with Zstd for -3 nodes in a|b|c", run.Output, StringComparison.Ordinal);
        Assert.Contains($"forced: True, to: {Path.Combine(sample.Root, "out")}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_behind_an_equals_sign_may_hold_more_of_them()
    {
        var run = await sample.Run("Compile", "--image-tag=a=b");

        Assert.Contains("compiled a=b with", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no parameter --imge-tag; did you mean --image-tag?", "--imge-tag", "x")]
    [InlineData("There is no target Complie; did you mean Compile?", "Complie")]
    [InlineData("There is no target Complie; did you mean Compile?", "--skip", "Complie")]
    [InlineData("'lzma' is not possible for --compression (command line); allowed are None, Gzip, Zstd", "--compression", "lzma")]
    [InlineData("'1' is not possible for --compression (command line); allowed are None, Gzip, Zstd", "--compression", "1")]
    [InlineData("'two' is not possible for --nodes (command line); a whole number is expected", "--nodes", "two")]
    [InlineData("'maybe' is not possible for --force (command line); allowed are true, false", "--force=maybe")]
    [InlineData("'loud' is not possible for --verbosity (command line); allowed are Verbose, Normal, Minimal, Quiet", "--verbosity", "loud")]
    [InlineData("'fish' is not possible for --completion (command line); allowed are Bash, Zsh, PowerShell", "--completion", "fish")]
    [InlineData("--image-tag needs a value: --image-tag <text>", "--image-tag")]
    [InlineData("--image-tag needs a value: --image-tag <text>", "--image-tag", "--force")]
    [InlineData("--image-tag is given twice", "--image-tag", "a", "--image-tag", "b")]
    [InlineData("--parallel needs a number of at least 1", "--parallel", "0")]
    [InlineData("There is no profile 'prod': .nuke/parameters.prod.json does not exist", "--profile", "prod")]
    public async Task A_wrong_command_line_is_refused_with_a_reason_and_nothing_runs(string reason, params string[] arguments)
    {
        var run = await sample.Run(arguments);

        Assert.Equal((2, "", $"error: {reason}\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var run = await sample.Run("Complie", "--nodes", "x", "--zons", "a");

        Assert.Equal(3, run.Error.Split("error: ").Length - 1);
    }

    [Fact]
    public async Task A_root_that_does_not_exist_is_refused()
    {
        var run = await sample.Run("--root", "/no/such/place");

        Assert.Equal((2, "error: There is no directory /no/such/place (--root)\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task The_root_is_the_next_folder_upwards_with_a_nuke_folder()
    {
        var below = Directory.CreateDirectory(Path.Combine(sample.Root, "a", "b")).FullName;
        var run = await sample.Run("PrintVersion", "--root", below);
        Assert.Contains("version none of b", run.Output, StringComparison.Ordinal);

        run = await sample.Run("PrintVersion");
        Assert.Contains($"version none of {Path.GetFileName(sample.Root)}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_root_the_reason_says_how_to_make_one()
    {
        Directory.Delete(Path.Combine(sample.Root, ".nuke"));

        var run = await sample.Run();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has a .nuke folder, which marks the root; make one, or say --root <path>", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_targets_is_shown()
    {
        sample.Variables["SAMPLE_BUILD"] = "cyclic";

        var run = await sample.Run();

        Assert.Equal((1, "error: Targets depend on each other in a circle: A → B → C → A\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_build_without_a_default_target_shows_its_help()
    {
        sample.Variables["SAMPLE_BUILD"] = "empty";

        var run = await sample.Run();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Usage: ./build.sh", run.Output, StringComparison.Ordinal);
    }
}
