using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Hooks;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Containers;

/// <summary>
/// Lets an application live on an image as fence would: it is staged in one container and started in another, with user hooks and admin
/// hooks in their order. Both containers are destroyed at the end, whatever happens.
/// </summary>
/// <param name="engine">The engine that has the image.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class ApplicationLife(INodeEngine engine, IRunEvents events, TimeProvider clock)
{
    // As DEAs do by default: enough for any application, and none takes the node down.
    private const int Processes = 512;
    private const int MilliCpus = 1000;

    /// <summary>Runs it to its end, or to the first step that fails.</summary>
    /// <exception cref="FenceException">The engine cannot be reached, or does not have the image. What is wrong with the image is in the report.</exception>
    public async Task<LifeReport> RunAsync(LifeRequest request, CancellationToken cancellationToken)
    {
        var plan = LifePlan.Of(request.Brand, request.Application, request.Declared);
        var course = new LifeCourse(plan, request, events, clock);
        if (!plan.Refusals.IsEmpty)
            return course.Refused(plan.Refusals);

        if (await ApplicationContainer.SweepAsync(engine.Containers, clock, cancellationToken) is > 0 and var left)
            events.Tell(new StepTaken($"removed {left} containers that a run left that was killed"));
        var image = await engine.Containers.FindDefaultsAsync(request.Image, cancellationToken) ?? throw new FenceException(
            ExitCode.ClusterFailed, Diagnostic.Error("FV008", $"{engine.Name} has no image {request.Image}"));

        var wanted = Specify(request);
        await using var running = await LiveUntilStartAsync(request, image, wanted, course, cancellationToken);
        if (running is not null)
            await course.RunAsync(running, image, cancellationToken);
        return course.Report();
    }

    /// <summary>What the containers of an application are to be.</summary>
    internal ContainerSpecification Specify(LifeRequest request)
    {
        // Longer than a run can last: each step has its limit.
        var duration = (request.HookTimeLimit * (request.Application.Hooks.Commands.Length + HookName.All.Length)) + request.StartTimeLimit + TimeSpan.FromMinutes(10);
        var limits = new ContainerLimits { Memory = request.Application.Memory, Processes = Processes, MilliCpus = MilliCpus };
        return ApplicationContainer.Specify(request.Image, limits, request.IsPrivileged, ContainerLease.Of(clock, duration));
    }

    // Staging; leaves the container that the application is to run in, with what staging made of it. Null where it came to nothing.
    private async Task<ApplicationContainer?> LiveUntilStartAsync(
        LifeRequest request, ImageDefaults image, ContainerSpecification wanted, LifeCourse course, CancellationToken cancellationToken)
    {
        await using var staging = await ApplicationContainer.StartAsync(engine.Containers, wanted, clock, cancellationToken);
        if (await FindUserAsync(request.Brand, staging, cancellationToken) is not { } account)
        {
            course.HasNoUser();
            return null;
        }

        await staging.WriteAsync(
            "/", (tar, token) => ApplicationFiles.WriteTarAsync(request.Application, account, tar, token), cancellationToken);
        if (!await course.StageAsync(staging, account, image, cancellationToken))
            return null;

        var running = await ApplicationContainer.StartAsync(engine.Containers, wanted, clock, cancellationToken);
        try
        {
            await running.WriteAsync(
                "/", (tar, token) => ApplicationFiles.WriteFoldersAsync(account, tar, token), cancellationToken);
            await staging.HandOnAsync(ApplicationEnvironment.Home(account.Name), running, cancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private static async Task<ImageAccount?> FindUserAsync(Brand brand, ApplicationContainer container, CancellationToken cancellationToken)
    {
        var accounts = await container.ReadAccountsAsync(cancellationToken);
        return accounts.Find(brand.User) ?? accounts.Find(brand.Other.User);
    }
}
