using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Engines;

/// <summary>This machine's own Docker engine: found, or on Debian and Ubuntu, with root, installed and started.</summary>
public static class LocalEngine
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Sees to it that a Docker engine answers and that <c>ssh</c> and <c>ssh-keygen</c> are there. Where <c>DOCKER_HOST</c> is set, that
    /// engine is meant and nothing is installed in its place.
    /// </summary>
    /// <param name="events">Is told what was installed and started; nothing where all was there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops waiting; packages that are being installed are not interrupted half-way.</param>
    /// <exception cref="FenceException">
    /// <see cref="ExitCode.ClusterFailed"/>: it is not there and cannot be had here (FC010 to FC014), or it does not start (FC015).
    /// </exception>
    public static async Task EnsureAsync(IRunEvents events, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(time);
        var facts = await LookAsync(cancellationToken);
        foreach (var step in EnginePreparation.For(facts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeAsync(step, facts, events, time, cancellationToken);
        }
    }

    private static async Task<MachineFacts> LookAsync(CancellationToken cancellationToken)
    {
        var (endpoint, isChosen) = Engine.Locate();
        var release = OsRelease.Read("/etc/os-release");
        return new MachineFacts
        {
            Endpoint = endpoint,
            EndpointIsChosen = isChosen,
            Engine = await Engine.AskAsync(endpoint, cancellationToken),
            IsRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
            IsDebianLike = release.IsDebianLike,
            OperatingSystem = release.Name,
            HasSystemd = Directory.Exists("/run/systemd/system"),
            HasDockerd = HostCommand.Exists("dockerd"),
            HasSsh = HostCommand.Exists("ssh") && HostCommand.Exists("ssh-keygen"),
        };
    }

    private static async Task TakeAsync(
        EngineStep step, MachineFacts facts, IRunEvents events, TimeProvider time, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case InstallPackages install:
                events.Tell(new StepTaken($"Installing {install.Packages.Replace(" ", " and ", StringComparison.Ordinal)} with apt-get"));
                await DebianPackages.InstallAsync(install.Packages.Split(' '));
                break;
            case StartService:
                events.Tell(new StepTaken("Starting the Docker engine as a service"));
                await HostCommand.RunAsync("systemctl", ["start", "docker"], cancellationToken);
                await WaitAsync(facts.Endpoint, "see journalctl -u docker", time, cancellationToken);
                break;
            case StartDetached:
                await StartDetachedAsync(facts.Endpoint, events, time, cancellationToken);
                break;
        }
    }

    private static async Task StartDetachedAsync(
        Uri endpoint, IRunEvents events, TimeProvider time, CancellationToken cancellationToken)
    {
        // Installing the package may have started it where no systemd runs.
        if (await Engine.AskAsync(endpoint, cancellationToken) == EngineAnswer.Answers)
            return;
        var log = Path.Combine(MicroCloudOptions.StateHome(), "dockerd.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        events.Tell(new StepTaken($"Starting the Docker engine; its log is {log}"));
        await HostCommand.RunAsync(
            "sh", ["-c", "exec setsid --fork dockerd >>\"$1\" 2>&1 </dev/null", "sh", log], cancellationToken);
        await WaitAsync(endpoint, $"see {log}", time, cancellationToken);
    }

    private static async Task WaitAsync(Uri endpoint, string remedy, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (await Engine.AskAsync(endpoint, cancellationToken) != EngineAnswer.Answers)
        {
            if (time.GetElapsedTime(start) > StartTimeout)
            {
                throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                    "FC015", $"the Docker engine was started and does not answer within {StartTimeout.TotalSeconds:0} s", remedy));
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
