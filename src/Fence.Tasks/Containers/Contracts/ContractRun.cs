using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Holds an image to a contract: all of it, whatever fails.</summary>
/// <param name="engine">The engine that has the image.</param>
/// <param name="clock">Measures the time limits.</param>
internal sealed class ContractRun(IDockerHost engine, TimeProvider clock)
{
    private static readonly TimeSpan ListingLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    /// <param name="contract">What is wanted.</param>
    /// <param name="image">The image.</param>
    /// <param name="wanted">What its containers are to be.</param>
    /// <param name="cancellationToken">Ends it; no container is left.</param>
    public async Task<ImmutableArray<TestCase>> RunAsync(
        VerifyDefinition contract, ImageDefaults image, ContainerSpecification wanted, CancellationToken cancellationToken)
    {
        var cases = new List<TestCase>(DefaultsJudge.Judge(contract, image));
        if (!contract.Files.IsEmpty || !contract.Packages.IsEmpty || contract.ForbiddenLicences is not null)
            cases.AddRange(await LookAsync(contract, wanted, cancellationToken));
        foreach (var command in contract.Commands)
            cases.Add(await CommandAsync(command, wanted, cancellationToken));
        return [.. cases];
    }

    private async Task<List<TestCase>> LookAsync(VerifyDefinition contract, ContainerSpecification wanted, CancellationToken cancellationToken)
    {
        await using var container = await ApplicationContainer.StartAsync(engine.Containers, wanted, clock, cancellationToken);
        var cases = new List<TestCase>();
        var accounts = await container.ReadAccountsAsync(cancellationToken);
        foreach (var file in contract.Files)
            cases.Add(FileJudge.Judge(file, await container.FindAsync(file.Path, cancellationToken), accounts));
        if (!contract.Packages.IsEmpty)
        {
            var packages = await PackagesAsync(container, cancellationToken);
            cases.AddRange(contract.Packages.Select(package => PackageJudge.Judge(package, packages)));
        }

        if (contract.ForbiddenLicences is { } licences)
            cases.Add(LicenceJudge.Judge(licences, await CopyrightFiles.ReadAsync(engine.Containers, container.Id, cancellationToken)));
        return cases;
    }

    private static async Task<ImagePackages> PackagesAsync(ApplicationContainer container, CancellationToken cancellationToken)
    {
        foreach (var (manager, command) in ImagePackages.Listings)
        {
            var lines = new ConcurrentQueue<string>();
            if (await container.ExecuteAsync(command, user: null, ListingLimit, line => lines.Enqueue(line.Text), cancellationToken) == 0)
                return ImagePackages.Parse(manager, lines);
        }

        return ImagePackages.None;
    }

    private async Task<TestCase> CommandAsync(CommandContract command, ContainerSpecification wanted, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (output, error) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        ImmutableArray<string> words = command.Environment.IsEmpty
            ? command.Words
            : ["/usr/bin/env", .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), .. command.Words];
        var lease = ContainerLease.Of(clock, TimeSpan.FromSeconds(command.Seconds) + ListingLimit);
        await using var container = await ApplicationContainer.StartAsync(engine.Containers, wanted with { Labels = lease.Labels }, clock, cancellationToken);
        var exitCode = await container.ExecuteAsync(
            words, command.User, TimeSpan.FromSeconds(command.Seconds), line => (line.IsError ? error : output).Enqueue(line.Text), cancellationToken);
        return CommandJudge.Judge(command, exitCode, [.. output], [.. error]) with { Seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3) };
    }
}
