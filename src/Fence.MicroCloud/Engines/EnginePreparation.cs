using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Engines;

/// <summary>One thing to do so that this machine has what a micro cloud needs.</summary>
internal abstract record EngineStep;

/// <summary>Install packages of the distribution.</summary>
/// <param name="Packages">Their names, parted by a space.</param>
internal sealed record InstallPackages(string Packages) : EngineStep;

/// <summary>Start the engine as a service of systemd.</summary>
internal sealed record StartService : EngineStep;

/// <summary>Start the engine as a process that outlives this one.</summary>
internal sealed record StartDetached : EngineStep;

/// <summary>Decides how to come to a Docker engine and an ssh client on this machine. Touches nothing itself.</summary>
internal static class EnginePreparation
{
    /// <summary>The steps; none where all is there.</summary>
    /// <exception cref="FenceException">What is missing cannot be had here; it says all that is missing.</exception>
    public static ImmutableArray<EngineStep> For(MachineFacts facts)
    {
        var problems = Problems(facts).ToList();
        if (problems.Count > 0)
            throw new FenceException(ExitCode.ClusterFailed, problems);

        var packages = new List<string>();
        var steps = ImmutableArray.CreateBuilder<EngineStep>();
        var silent = facts.Engine == EngineAnswer.Silent;
        if (silent && !facts.HasDockerd)
            packages.Add("docker.io");
        if (!facts.HasSsh)
            packages.Add("openssh-client");
        if (packages.Count > 0)
            steps.Add(new InstallPackages(string.Join(' ', packages)));
        if (silent)
            steps.Add(facts.HasSystemd ? new StartService() : new StartDetached());
        return steps.ToImmutable();
    }

    private static IEnumerable<Diagnostic> Problems(MachineFacts facts)
    {
        var mayInstall = facts.IsRoot && facts.IsDebianLike;
        if (facts.Endpoint.Scheme is not ("unix" or "npipe") && !facts.Endpoint.IsLoopback)
        {
            yield return Diagnostic.Error(
                "FC010",
                $"DOCKER_HOST is {facts.Endpoint}, and a micro cloud is only made on this machine's own engine",
                "unset DOCKER_HOST, or name a cluster with --cluster");
        }
        else if (facts.Engine == EngineAnswer.Denied)
        {
            yield return Diagnostic.Error(
                "FC011",
                $"the Docker engine at {facts.Endpoint} does not let this user in",
                "add the user to the group docker and log in again, or run as root");
        }
        else if (facts.Engine == EngineAnswer.Silent && facts.EndpointIsChosen)
        {
            yield return Diagnostic.Error(
                "FC012", $"no Docker engine answers at {facts.Endpoint}, which DOCKER_HOST names", "start that engine, or unset DOCKER_HOST");
        }
        else if (facts.Engine == EngineAnswer.Silent && !(facts.HasDockerd ? facts.IsRoot : mayInstall))
        {
            yield return Diagnostic.Error(
                "FC013",
                $"no Docker engine answers at {facts.Endpoint}",
                facts.HasDockerd
                    ? "start the engine that is installed, or run as root so that it can be started"
                    : $"install Docker; on Debian and Ubuntu, run as root, it is installed by itself (this is {Who(facts)})");
        }

        if (!facts.HasSsh && !mayInstall)
        {
            yield return Diagnostic.Error(
                "FC014", "the commands ssh and ssh-keygen are not there", $"install OpenSSH's client (this is {Who(facts)})");
        }
    }

    private static string Who(MachineFacts facts) => facts.OperatingSystem + (facts.IsRoot ? ", as root" : ", not as root");
}
