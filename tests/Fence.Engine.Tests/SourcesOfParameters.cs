namespace Fence.Engine.Tests;

/// <summary>Where parameters come from, and which place beats which.</summary>
public sealed class SourcesOfParameters : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task A_field_keeps_its_default_where_nobody_gives_a_value() => await TagIs("latest");

    [Fact]
    public async Task The_parameters_file_beats_the_default()
    {
        sample.With(".nuke/parameters.json", """{ "ImageTag": "file" }""");
        await TagIs("file");
    }

    [Fact]
    public async Task A_profile_beats_the_parameters_file()
    {
        sample.With(".nuke/parameters.json", """{ "ImageTag": "file" }""").With(".nuke/parameters.prod.json", """{ "ImageTag": "prod" }""");
        await TagIs("file");
        await TagIs("prod", "--profile", "prod");
    }

    [Fact]
    public async Task Of_two_profiles_the_last_named_is_the_stronger()
    {
        sample.With(".nuke/parameters.a.json", """{ "ImageTag": "a" }""").With(".nuke/parameters.b.json", """{ "ImageTag": "b" }""");
        await TagIs("b", "--profile", "a", "b");
        await TagIs("a", "--profile", "b", "a");
    }

    [Theory]
    [InlineData("IMAGE_TAG")]
    [InlineData("ImageTag")]
    [InlineData("NUKE_IMAGE_TAG")]
    public async Task The_environment_beats_profiles(string name)
    {
        sample.With(".nuke/parameters.prod.json", """{ "ImageTag": "prod" }""");
        sample.Variables[name] = "variable";
        await TagIs("variable", "--profile", "prod");
    }

    [Fact]
    public async Task The_command_line_beats_the_environment()
    {
        sample.Variables["IMAGE_TAG"] = "variable";
        await TagIs("typed", "--image-tag", "typed");
    }

    [Fact]
    public async Task An_empty_variable_is_none()
    {
        sample.Variables["IMAGE_TAG"] = "";
        await TagIs("latest");
    }

    [Fact]
    public async Task Values_in_a_file_have_their_own_types()
    {
        sample.With(".nuke/parameters.json", """{ "Nodes": 4, "Force": true, "Zones": ["a", "b"], "Compression": "none" }""");

        var run = await sample.Run("Compile");

        Assert.Contains("with None for 4 nodes in a|b", run.Output, StringComparison.Ordinal);
        Assert.Contains("forced: True", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_in_a_variable_is_separated_as_declared()
    {
        sample.Variables["ZONES"] = "a+b";

        var run = await sample.Run("Compile");

        Assert.Contains("in a|b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_reads_its_own_parameter()
    {
        var run = await sample.Run("PrintVersion", "--stamp", "1.2.3");

        Assert.Contains("version 1.2.3 of", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engines_own_options_come_from_the_environment_with_the_prefix_only()
    {
        (sample.Variables["TARGET"], sample.Variables["HOST"], sample.Variables["NUKE_TARGET"]) = ("Nonsense", "my-machine", "Clean");

        var run = await sample.Run();

        Assert.Equal(["Clean"], run.Targets);
    }

    [Fact]
    public async Task The_engines_own_options_can_stand_in_the_parameters_file()
    {
        sample.With(".nuke/parameters.json", """{ "Target": ["Clean"], "NoLogo": true }""");

        var run = await sample.Run();

        Assert.Equal(["Clean"], run.Targets);
        Assert.DoesNotContain("Fence build engine", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "ImageTga": "x" }""", "There is no parameter ImageTga (.nuke/parameters.json); did you mean ImageTag?")]
    [InlineData("""{ "Nodes": "x" }""", "'x' is not possible for --nodes (.nuke/parameters.json); a whole number is expected")]
    [InlineData("[]", ".nuke/parameters.json must be a JSON object")]
    public async Task What_is_wrong_in_the_file_is_refused(string text, string reason)
    {
        var run = await sample.With(".nuke/parameters.json", text).Run();

        Assert.Equal((2, $"error: {reason}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_refused_with_the_place()
    {
        var run = await sample.With(".nuke/parameters.json", "{ no").Run();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: .nuke/parameters.json is not valid JSON", run.Error, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_value_in_a_variable_names_the_variable()
    {
        sample.Variables["NODES"] = "many";

        var run = await sample.Run();

        Assert.Equal("error: 'many' is not possible for --nodes (environment, NODES); a whole number is expected\n", run.Error);
    }

    [Fact]
    public async Task A_missing_required_parameter_is_told_with_the_ways_to_give_it()
    {
        var run = await sample.Run("Deploy", "--force");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Snapshot.Verify(run.Error, "missing-parameter");
    }

    [Fact]
    public async Task A_requirement_that_does_not_hold_is_told_before_anything_runs()
    {
        var run = await sample.Run("Restore", "Deploy", "--nodes", "2");

        Assert.Equal((2, "", "error: Target Deploy requires --force\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_skipped_target_requires_nothing()
    {
        var run = await sample.Run("Restore", "Deploy", "--skip", "Deploy");

        Assert.Equal(0, run.ExitCode);
    }

    private async Task TagIs(string tag, params string[] arguments)
    {
        var run = await sample.Run(["Compile", .. arguments]);
        Assert.Contains($"compiled {tag} with", run.Output, StringComparison.Ordinal);
    }
}
