using System.Diagnostics;
using System.Globalization;
using Fence.Tasks.Reports;

namespace Fence.Benchmarks.Contenders;

/// <summary>
/// The same new image, by the manual procedure, by Ansible and by this pipeline, in turn, on five DEAs, each from the start of its command
/// to its end; and once more with nothing to do. All do the same: build, push, pull on every DEA, set the configuration. What only the
/// pipeline does with an image (judging hooks and Dockerfile, a receipt, a life as an application) is left out by <c>--skip</c>; that each
/// DEA is asked before and after and that the canary starts a container is part of it.
/// </summary>
internal static class ContendersBenchmark
{
    private const int Rounds = 2;
    private const double MostByDocker = 0.8;
    private const double MostByFence = 0.65;
    private const double MostAgain = 0.5;

    /// <summary>Measures, prints; 0 when the goals are met, 1 when not.</summary>
    /// <param name="root">The folder of <c>build.sh</c>.</param>
    public static async Task<int> RunAsync(string root)
    {
        await using var cloud = new ComparedCloud(root);
        await cloud.StartAsync();
        await cloud.DefineAsRealClusterAsync();
        var manual = new ManualProcedure(cloud);
        var script = new Contender("bash script", manual.ByScriptAsync);
        var docker = new Contender("Fence, --push docker", tag => ByFenceAsync(cloud, tag, "docker"));
        var fence = new Contender("Fence, --push fence", tag => ByFenceAsync(cloud, tag, "fence"));
        List<Contender> contenders = [script, docker, fence];
        if (await ManualProcedure.HasAnsibleAsync())
            contenders.Insert(1, new Contender("Ansible", manual.ByAnsibleAsync));
        else
            Say("Ansible cannot be installed here, and is left out");

        // The base goes to the registry and to the caches once, for nobody's account.
        await RenewAsync(cloud, "warm");
        await script.RunAsync("warm");
        await fence.RunAsync("warm-fence");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (place, contender) in contenders.Index())
                await MeasureAsync(cloud, contender, string.Create(CultureInfo.InvariantCulture, $"r{round}-{place}"));
        }

        Print(contenders);
        var isMet = Goal("Fence, --push docker", docker.New, script.New, MostByDocker, docker.Profile)
            & Goal("Fence, --push fence", fence.New, script.New, MostByFence, fence.Profile)
            & Goal("Fence, nothing to do", fence.Again, script.Again, MostAgain, fence.ProfileAgain);
        return isMet ? 0 : 1;
    }

    private static async Task MeasureAsync(ComparedCloud cloud, Contender contender, string tag)
    {
        await RenewAsync(cloud, tag);
        var started = Stopwatch.GetTimestamp();
        contender.Profile = await contender.RunAsync(tag);
        contender.New.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        started = Stopwatch.GetTimestamp();
        contender.ProfileAgain = await contender.RunAsync(tag);
        contender.Again.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        Say(string.Create(CultureInfo.InvariantCulture, $"{contender.Name,-22} {contender.New[^1],6:0.0} s ({contender.Profile}), again {contender.Again[^1]:0.0} s ({contender.ProfileAgain})"));
    }

    private static async Task RenewAsync(ComparedCloud cloud, string mark)
    {
        var context = Directory.CreateDirectory(Path.Combine(cloud.Folder, "context")).FullName;
        await Payload.WriteAsync(Path.Combine(context, "payload"), mark);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), "FROM helion/stack-alsek:kato-patched\nCOPY payload /opt/payload\n");
    }

    private static async Task<string> ByFenceAsync(ComparedCloud cloud, string tag, string push)
    {
        var started = Stopwatch.GetTimestamp();
        await cloud.BuildAsync("BuildImage", "PushRegistry", "RolloutDeas", "SetFenceConfig", "--skip", "--image-tag", tag, "--push", push);
        var whole = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var stages = new RunRecordFile(Path.Combine(cloud.Folder, "artifacts", "run.json")).Read()!.Stages;
        var parts = stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Name} {stage.Seconds:0.0} s"));
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts)}, start and end {whole - stages.Sum(stage => stage.Seconds):0.0} s");
    }

    private static void Print(List<Contender> contenders)
    {
        Say($"five DEAs, a new layer of 110 MB, mean of {Rounds} rounds     new image   nothing to do");
        foreach (var contender in contenders)
            Say(string.Create(CultureInfo.InvariantCulture, $"{contender.Name,-52} {contender.New.Average(),7:0.0} s {contender.Again.Average(),11:0.0} s"));
    }

    private static bool Goal(string who, List<double> times, List<double> script, double most, string profile)
    {
        var ratio = times.Average() / script.Average();
        var isMet = ratio <= most;
        Say(string.Create(CultureInfo.InvariantCulture, $"goal: {who} at most {most:0.00} times the script: {ratio:0.00}   {(isMet ? "met" : "MISSED")}"));
        Say($"      {profile}");
        return isMet;
    }

    private static void Say(string line) => Console.WriteLine(line);
}
