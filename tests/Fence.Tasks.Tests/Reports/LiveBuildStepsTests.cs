using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Reports;

public sealed class LiveBuildStepsTests : IDisposable
{
    private readonly Screen screen = new();
    private readonly FakeTimeProvider clock = new();
    private readonly LiveBuildSteps steps;

    public LiveBuildStepsTests() => steps = NewSteps(isColoured: false);

    public void Dispose() => steps.Dispose();

    [Fact]
    public void What_runs_is_shown_with_its_time_and_its_last_lines_which_give_way_to_the_result()
    {
        Tell(new BuildStepStarted(1, 2, "FROM x"), new BuildStepEnded(1, 2, BuildStepOutcome.Cached, 0));
        Tell(new BuildStepStarted(2, 2, "RUN apt-get update"));
        for (var i = 1; i <= 7; i++)
            Tell(new ToolPrinted("the builder", $"line {i}"));
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(
            ["  =  there 1/2 FROM x", "  …  3.0 s 2/2 RUN apt-get update", "      line 3", "      line 4", "      line 5", "      line 6", "      line 7"],
            screen.Lines);

        Tell(new BuildStepEnded(2, 2, BuildStepOutcome.Done, 12.34), new StepTaken("pushing it"));

        Assert.Equal(["  =  there 1/2 FROM x", "  ✔ 12.3 s 2/2 RUN apt-get update", "log: pushing it"], screen.Lines);
    }

    [Fact]
    public void Steps_that_run_at_the_same_time_are_shown_and_end_each_by_itself()
    {
        Tell(new BuildStepStarted(2, 7, "RUN make"), new BuildStepStarted(5, 7, "RUN apt-get update"), new ToolPrinted("BuildKit", "a line"));
        Assert.Equal(["  …  0.0 s 2/7 RUN make", "  …  0.0 s 5/7 RUN apt-get update", "      a line"], screen.Lines);

        Tell(new BuildStepEnded(2, 7, BuildStepOutcome.Failed, 1));
        Assert.Equal(["  ✘  1.0 s 2/7 RUN make", "  …  0.0 s 5/7 RUN apt-get update", "      a line"], screen.Lines);

        Tell(new BuildStepEnded(5, 7, BuildStepOutcome.Cancelled, 2));
        Assert.Equal(["  ✘  1.0 s 2/7 RUN make", "  ■  2.0 s 5/7 RUN apt-get update"], screen.Lines);
    }

    [Fact]
    public void A_line_of_the_log_goes_above_what_runs()
    {
        Tell(new BuildStepStarted(1, 1, "RUN make"), new ToolPrinted("the builder", "cc a.c"), new StepTaken("meanwhile"));

        Assert.Equal(["log: meanwhile", "  …  0.0 s 1/1 RUN make", "      cc a.c"], screen.Lines);
    }

    [Fact]
    public void A_line_that_is_wider_than_the_terminal_is_cut_so_that_nothing_of_it_stays_behind()
    {
        Tell(new BuildStepStarted(1, 1, new string('x', 300)), new ToolPrinted("the builder", new string('y', 300)));
        Assert.All(screen.Lines, line => Assert.True(line.Length < Screen.Width, line));

        Tell(new BuildStepEnded(1, 1, BuildStepOutcome.Failed, 1));

        Assert.StartsWith("  ✘  1.0 s 1/1 xxx", Assert.Single(screen.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_build_leaves_nothing_half_drawn()
    {
        Tell(new BuildStepStarted(1, 1, "RUN make"));
        steps.Dispose();

        Assert.Empty(screen.Lines);
    }

    [Fact]
    public void What_a_build_prints_without_a_step_is_a_line_of_the_log()
    {
        Tell(new ToolPrinted("the builder", "a warning"));

        Assert.Equal(["log:   | a warning"], screen.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colours_come_only_where_they_are_wanted(bool isColoured)
    {
        using var coloured = NewSteps(isColoured);
        coloured.Tell(new BuildStepStarted(1, 1, "RUN make"));

        Assert.Equal(isColoured, screen.Written.Contains("\u001b[36m", StringComparison.Ordinal));
    }

    private LiveBuildSteps NewSteps(bool isColoured) => new(new ScreenLog(screen), screen, () => Screen.Width, isColoured, clock);

    private void Tell(params RunEvent[] events)
    {
        foreach (var happened in events)
            steps.Tell(happened);
    }
}
