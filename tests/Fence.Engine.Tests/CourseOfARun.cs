namespace Fence.Engine.Tests;

/// <summary>What runs, what does not, and with which exit code it ends.</summary>
public sealed class CourseOfARun : IDisposable
{
    private readonly SampleProgram sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task A_failure_ends_the_run_with_its_message_once_and_exit_code_1()
    {
        var run = await sample.Run("AfterFails", "Compile", "--parallel", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("Succeeded", "Failed", "NotRun"), (run.Status("Restore"), run.Status("Fails"), run.Status("AfterFails")));
        Assert.Equal(2, run.Output.Split("the registry does not answer").Length);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Build failed on", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_output_has_the_stack_trace()
    {
        var run = await sample.Run("Fails", "--verbosity", "verbose");

        Assert.Contains("   at Fence.Engine.Sample.SampleBuild", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_assured_runs_after_a_failure()
    {
        var run = await sample.Run("CleanUp");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("NotRun", "Succeeded"), (run.Status("AfterFails"), run.Status("CleanUp")));
    }

    [Fact]
    public async Task A_failure_that_lets_proceed_is_a_failure_all_the_same()
    {
        var run = await sample.Run("AfterProceeding");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("Failed", "Succeeded"), (run.Status("FailsButProceeds"), run.Status("AfterProceeding")));
    }

    [Fact]
    public async Task The_build_can_say_another_exit_code()
    {
        var run = await sample.Run("OwnExitCode");

        Assert.Equal(4, run.ExitCode);
    }

    [Fact]
    public async Task Skipping_a_target_skips_what_only_it_needs()
    {
        var run = await sample.Run("Publish", "--skip", "Compile");

        Assert.Equal(("Skipped", "Succeeded", "Succeeded"), (run.Status("Compile"), run.Status("Restore"), run.Status("Publish")));

        run = await sample.Run("Publish", "--skip", "Compile", "check");
        Assert.Equal(("--skip", "only Compile needs it"), (run.Note("Check"), run.Note("Restore")));
    }

    [Fact]
    public async Task Skipping_without_names_leaves_only_what_was_asked_for()
    {
        var run = await sample.Run("Publish", "Compile", "--skip");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Compile", "Publish"], run.Targets);
        Assert.Equal("Skipped", run.Status("Announce"));
    }

    [Fact]
    public async Task A_static_condition_skips_the_target_and_what_only_it_needs()
    {
        var run = await sample.Run("OnlyOnServers");
        Assert.Equal(("Skipped", "Skipped"), (run.Status("OnlyOnServers"), run.Status("Restore")));
        Assert.Equal("only when IsServerBuild", run.Note("OnlyOnServers"));

        run = await sample.Run("OnlyOnServers", "--host", "GitHubActions");
        Assert.Equal(("Succeeded", "Succeeded"), (run.Status("OnlyOnServers"), run.Status("Restore")));
    }

    [Fact]
    public async Task What_was_asked_for_by_name_runs_though_only_a_skipped_target_needs_it()
    {
        var run = await sample.Run("OnlyOnServers", "Restore");

        Assert.Equal(("Skipped", "Succeeded"), (run.Status("OnlyOnServers"), run.Status("Restore")));
    }

    [Fact]
    public async Task A_skipped_target_can_keep_its_dependencies()
    {
        var run = await sample.Run("KeepsDependencies");

        Assert.Equal(("Skipped", "Succeeded"), (run.Status("KeepsDependencies"), run.Status("Restore")));
    }

    [Fact]
    public async Task A_dynamic_condition_is_looked_at_when_the_turn_has_come()
    {
        var run = await sample.Run("OnlyWithNodes");
        Assert.Equal(("Skipped", "Succeeded"), (run.Status("OnlyWithNodes"), run.Status("Restore")));
        Assert.Equal("only when Nodes > 0", run.Note("OnlyWithNodes"));

        run = await sample.Run("OnlyWithNodes", "--nodes", "1");
        Assert.Equal("Succeeded", run.Status("OnlyWithNodes"));
    }

    [Fact]
    public async Task A_dry_run_runs_no_body()
    {
        var run = await sample.Run("AfterFails", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Restore", "Fails", "AfterFails"], run.Targets);
        Assert.DoesNotContain("restored", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_is_nothing_to_continue_after()
    {
        await sample.Run("AfterFailsOnce");
        await sample.Run("AfterFailsOnce", "--dry-run");

        var run = await sample.With("repaired", "").Run("AfterFailsOnce", "--continue");

        Assert.Equal("succeeded in the run before", run.Note("Restore"));
        Assert.Equal("Succeeded", run.Status("AfterFailsOnce"));
    }

    [Fact]
    public async Task A_build_with_a_parameter_for_dry_runs_sees_to_them_itself()
    {
        sample.Variables["SAMPLE_BUILD"] = "dry";

        var run = await sample.Run("--dry-run");

        Assert.Equal(["Rehearsed", "Plain"], run.Targets);
        Assert.Contains("would delete it", run.Output, StringComparison.Ordinal);
        Assert.Equal("only when !DryRun", run.Note("NotRehearsed"));

        run = await sample.Run("--continue", "--parallel", "1");
        Assert.Contains("deleted", run.Output, StringComparison.Ordinal);
        Assert.Equal(["NotRehearsed", "Rehearsed", "Plain"], run.Targets);
    }

    [Fact]
    public async Task Continuing_leaves_out_what_has_succeeded()
    {
        var run = await sample.Run("AfterFailsOnce");
        Assert.Equal(("Succeeded", "Failed", "NotRun"), (run.Status("Restore"), run.Status("FailsOnce"), run.Status("AfterFailsOnce")));

        run = await sample.With("repaired", "").Run("AfterFailsOnce", "--continue");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["FailsOnce", "AfterFailsOnce"], run.Targets);
        Assert.Equal("succeeded in the run before", run.Note("Restore"));
    }

    [Fact]
    public async Task Continuing_twice_remembers_what_the_first_run_did()
    {
        await sample.Run("AfterFailsOnce");
        await sample.Run("AfterFailsOnce", "--continue");

        var run = await sample.With("repaired", "").Run("AfterFailsOnce", "--continue");

        Assert.Equal(["FailsOnce", "AfterFailsOnce"], run.Targets);
    }

    [Fact]
    public async Task Continuing_another_plan_runs_all_of_it()
    {
        await sample.Run("AfterFailsOnce");

        var run = await sample.Run("Compile", "--continue");

        Assert.Equal(["Restore", "Compile"], run.Targets);
    }

    [Fact]
    public async Task Targets_that_do_not_depend_on_each_other_run_at_the_same_time()
    {
        var run = await sample.Run("Meet2", "--parallel", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["MeetRight", "MeetLeft", "Meet2"], run.Targets);
    }

    [Fact]
    public async Task What_targets_say_at_the_same_time_stays_grouped()
    {
        var run = await sample.Run("Meet2", "--parallel", "2");

        var sides = run.Output.Split('\n').Where(l => l.Contains("[INF] left") || l.Contains("[INF] right")).Select(l => l.Split(' ')[2]);
        Assert.Equal([.. Enumerable.Repeat("right", 20), .. Enumerable.Repeat("left", 20)], sides);
    }
}
