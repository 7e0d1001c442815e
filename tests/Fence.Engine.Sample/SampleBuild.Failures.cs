using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Fence.Engine.Sample;

/// <summary>Targets that fail, are skipped, wait, or meet each other.</summary>
internal sealed partial class SampleBuild
{
    Target Fails => _ => _
        .DependsOn(Restore)
        .Executes(() => throw new InvalidOperationException("the registry does not answer"));

    Target AfterFails => _ => _
        .DependsOn(Fails)
        .Executes(() => Log.Information("never said"));

    Target CleanUp => _ => _
        .DependsOn(AfterFails)
        .AssuredAfterFailure()
        .Executes(() => Log.Information("cleaned up"));

    Target FailsButProceeds => _ => _
        .ProceedAfterFailure()
        .Executes(() => throw new InvalidOperationException("of no consequence"));

    Target AfterProceeding => _ => _
        .DependsOn(FailsButProceeds)
        .Executes(() => Log.Information("went on"));

    Target FailsOnce => _ => _
        .DependsOn(Restore)
        .Executes(() => Assert.FileExists(RootDirectory / "repaired", "not repaired yet"));

    Target AfterFailsOnce => _ => _
        .DependsOn(FailsOnce)
        .Executes(() => Log.Information("resumed"));

    Target FailsOddly => _ => _
        .ProceedAfterFailure()
        .Executes(() =>
        {
            ReportSummary(_ => _.AddPair("Pipes", "a|b <c>"));
            Assert.Fail("100% of [it] isn't new | é\nsecond line");
        });

    Target OwnExitCode => _ => _
        .Executes(() =>
        {
            ExitCode = 4;
            Assert.Fail("the cluster does not answer");
        });

    Target OnlyOnServers => _ => _
        .DependsOn(Restore)
        .OnlyWhenStatic(() => IsServerBuild)
        .Executes(() => Log.Information("on a server"));

    Target OnlyWithNodes => _ => _
        .DependsOn(Restore)
        .OnlyWhenDynamic(() => Nodes > 0)
        .Executes(() => Log.Information("with nodes"));

    Target KeepsDependencies => _ => _
        .DependsOn(Restore)
        .OnlyWhenStatic(() => false)
        .WhenSkipped(DependencyBehavior.Execute)
        .Executes(() => Log.Information("never said"));

    // These two can only end when both are running, so they hang, and the test fails, unless they run at the same time.
    static readonly Barrier Meeting = new(2);

    Target MeetLeft => _ => _
        .Executes(() => Meet("left"));

    Target MeetRight => _ => _
        .Executes(() => Meet("right"));

    Target Meet2 => _ => _
        .DependsOn(MeetLeft, MeetRight)
        .Executes(() => Log.Information("both came"));

    static void Meet(string side)
    {
        for (var i = 0; i < 20; i++)
        {
            if (!Meeting.SignalAndWait(TimeSpan.FromSeconds(20))) Assert.Fail("alone");
            Log.Information("{Side} {Number}", side, i);
        }
    }

    Target Waits => _ => _
        .Executes(async () =>
        {
            // build/ registers its own cancellation like this.
            using var cancellation = new CancellationTokenSource();
            using var signal = System.Runtime.InteropServices.PosixSignalRegistration.Create(
                System.Runtime.InteropServices.PosixSignal.SIGINT, context =>
                {
                    context.Cancel = true;
                    cancellation.Cancel();
                });
            Log.Information("waiting");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation.Token);
        });

    Target AfterWaits => _ => _
        .DependsOn(Waits)
        .AssuredAfterFailure()
        .Executes(() => Log.Information("never said"));

    Target WaitsForFile => _ => _
        .Executes(async () =>
        {
            using var watcher = new FileSystemWatcher(RootDirectory, "go-on");
            var came = new TaskCompletionSource();
            watcher.Created += (_, _) => came.TrySetResult();
            watcher.EnableRaisingEvents = true;
            Log.Information("waiting");
            await came.Task;
        });

    Target WaitsForever => _ => _
        .Executes(async () =>
        {
            Log.Information("waiting");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        });
}

/// <summary>A build whose targets depend on each other in a circle.</summary>
internal sealed class CyclicBuild : NukeBuild
{
    public static int Run() => Execute<CyclicBuild>(x => x.A);

    Target A => _ => _.DependsOn(B);

    Target B => _ => _.DependsOn(C);

    Target C => _ => _.DependsOn(A);
}

/// <summary>A build whose targets see to dry runs themselves, which NUKE leaves to them.</summary>
internal sealed class DryBuild : NukeBuild
{
    [Parameter("Say what would be done, and do nothing")]
    readonly bool DryRun;

    public static int Run() => Execute<DryBuild>(x => x.Plain);

    Target Rehearsed => _ => _
        .Executes(() => Log.Information(DryRun ? "would delete it" : "deleted"));

    Target NotRehearsed => _ => _
        .OnlyWhenStatic(() => !DryRun)
        .Executes(() => Log.Information("done without a word"));

    Target Plain => _ => _
        .DependsOn(NotRehearsed, Rehearsed)
        .Executes(() => Log.Information("done"));
}

/// <summary>A build without a default target.</summary>
internal sealed class EmptyBuild : NukeBuild
{
    public static int Run() => Execute<EmptyBuild>();

    Target Only => _ => _.Executes(() => Log.Information("done"));
}
