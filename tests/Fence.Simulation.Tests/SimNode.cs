using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Registries;

namespace Fence.Simulation.Tests;

/// <summary>A DEA: what its engine has, and what happens to it.</summary>
internal sealed class SimNode(World world, string name)
{
    private readonly Dictionary<string, string> idByName = new(StringComparer.Ordinal);

    public string Name => name;

    public bool IsUp { get; set; } = true;

    /// <summary>How many images still fit on the disk.</summary>
    public int Room { get; set; } = 10;

    /// <summary>How often the machine was restarted: what was on the way then is gone.</summary>
    public int Boots { get; private set; }

    /// <summary>How often it was changed.</summary>
    public int Changes { get; private set; }

    public List<EngineContainer> Containers { get; } = [];

    /// <summary>Is told before a name is taken away.</summary>
    public Action<SimNode, string>? OnRemove { get; set; }

    public string? IdOf(string reference) => idByName.TryGetValue(reference, out var id) ? id : idByName.ContainsValue(reference) ? reference : null;

    public IEnumerable<string> Tags => idByName.Keys.Where(key => !key.Contains('@', StringComparison.Ordinal));

    public void Put(string reference, string id)
    {
        idByName[reference] = id;
        Changes++;
    }

    public void Remove(string reference)
    {
        OnRemove?.Invoke(this, reference);
        if (idByName.Remove(reference))
            Changes++;
    }

    public void Restart(TimeSpan downFor)
    {
        world.Note(name, FormattableString.Invariant($"RESTARTS, down for {downFor.TotalSeconds:0} s"));
        IsUp = false;
        Boots++;
        world.After(downFor, () => IsUp = true);
    }
}

/// <summary>A DEA's engine as a process sees it.</summary>
internal sealed class SimEngine(SimNode node, SimProcess process, World world, Network network, SimRegistry registry) : INodeEngine
{
    public string Name => node.Name;

    public Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) =>
        AskAsync("version", () => new EngineVersion("20.10.24", "1.41"), cancellationToken);

    public Task<EngineMachine> GetMachineAsync(CancellationToken cancellationToken) =>
        AskAsync("info", () => new EngineMachine("/var/lib/docker", World.Beginning + TimeSpan.FromTicks(world.Now), UsesProxy: false), cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<string>>> ListLayersAsync(int most, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<IReadOnlyList<string>>>("layers", () => [], cancellationToken);

    public Task<EngineImage?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        AskAsync($"find {reference}", () => node.IdOf(reference) is { } id ? Image(id) : null, cancellationToken);

    public Task TagAsync(string image, string repository, string tag, CancellationToken cancellationToken) =>
        AskAsync($"tag {image} {repository}:{tag}", () =>
        {
            node.Put($"{repository}:{tag}", node.IdOf(image) ?? throw Network.Broken(Name, $"no such image: {image}", FailureKind.NotFound));
            return true;
        }, cancellationToken);

    public Task UntagAsync(string reference, CancellationToken cancellationToken) => AskAsync($"untag {reference}", () =>
    {
        if (node.IdOf(reference) is not { } id)
            throw Network.Broken(Name, $"no such image: {reference}", FailureKind.NotFound);
        if (node.Containers.Any(container => container.ImageId == id) && node.Tags.Count(tag => node.IdOf(tag) == id) == 1)
            throw Network.Broken(Name, "conflict: image is being used", FailureKind.Unknown);
        node.Remove(reference);
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<TaggedImage>> ListTagsAsync(string repository, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<TaggedImage>>("images", () =>
        [
            .. node.Tags
                .Where(tag => tag.StartsWith($"{repository}:", StringComparison.Ordinal))
                .OrderByDescending(tag => tag, StringComparer.Ordinal)
                .Select(tag => new TaggedImage(tag, node.IdOf(tag)!, World.Beginning.AddDays(tag[^1]))),
        ], cancellationToken);

    /// <summary>Is told when a pull is begun that nothing could end any more, though its process has been interrupted.</summary>
    public Action<string>? OnDeafPull { get; init; }

    public IDockerContainers Containers => new SimContainers(
        cancellationToken => AskAsync<IReadOnlyList<EngineContainer>>("containers", () => [.. node.Containers], cancellationToken));

    /// <summary>A pull takes time, says how far it is, and may break, stall, or find no room.</summary>
    public Task PullAsync(string repository, string digest, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        if (process.Interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            OnDeafPull?.Invoke($"{process.Name} began a pull on {Name} after it was interrupted");
        var boot = node.Boots;
        var parts = 1 + world.Chance.Next(4);
        var stallsAt = world.Happens(network.Weather.Silent) ? world.Chance.Next(parts) : -1;
        var breaksAt = world.Happens(network.Weather.LostQuestion) ? world.Chance.Next(parts) : -1;
        var isAnswerLost = world.Happens(network.Weather.LostAnswer);
        Next(0);
        return answer.Task;

        void Next(int part) => world.After(world.Between(0.2, 8), () => Step(part));

        void Step(int part)
        {
            if (!node.IsUp || node.Boots != boot || part == breaksAt)
                Fail("connection reset by peer", FailureKind.Connection);
            else if (registry.Refusal is { } refusal)
                Fail(refusal.How, refusal.Kind);
            else if (part == stallsAt)
                world.Note(process.Name, $"{Name} stalls at {digest}"); // Nothing more happens to it.
            else if (part < parts)
            {
                process.Run(() => progress?.Report(new PullProgress(part + 1, parts)));
                Next(part + 1);
            }
            else
                Finish();
        }

        // The engine finishes what it began, whether or not somebody still listens.
        void Finish()
        {
            if (node.IdOf($"{repository}@{digest}") is null && --node.Room < 0)
            {
                node.Room = 0;
                Fail("no space left on device", FailureKind.DiskFull);
                return;
            }

            node.Put($"{repository}@{digest}", registry.IdOf(digest));
            registry.Pulled($"{repository}@{digest}");
            world.Note(process.Name, $"{Name}: pulled {repository}@{digest}{(isAnswerLost ? ", and the answer is lost" : "")}");
            if (isAnswerLost)
                Fail("unexpected EOF", FailureKind.Connection);
            else
                End(() => answer.TrySetResult(true));
        }

        void Fail(string how, FailureKind kind)
        {
            world.Note(process.Name, $"{Name}: pull fails: {how}");
            End(() => answer.TrySetException(Network.Broken(Name, how, kind)));
        }

        void End(Action end)
        {
            registration.Unregister();
            if (process.IsAlive)
                end();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static EngineImage Image(string id) => new(id, [], [], new Dictionary<string, string>(StringComparer.Ordinal), Size: 1);

    private Task<T> AskAsync<T>(string what, Func<T> act, CancellationToken cancellationToken) =>
        network.AskAsync(process, Name, () => node.IsUp, what, act, cancellationToken);
}

/// <summary>The registry: which image is behind a digest, and whether it serves.</summary>
internal sealed class SimRegistry : IRegistry
{
    private readonly Dictionary<string, string> idByDigest = new(StringComparer.Ordinal);
    private readonly List<string> pulls = [];

    /// <summary>Why it gives nothing out; null when it does.</summary>
    public (string How, FailureKind Kind)? Refusal { get; set; }

    public IReadOnlyList<string> Pulls => pulls;

    public void Has(string digest, string id) => idByDigest[digest] = id;

    public string IdOf(string digest) => idByDigest[digest];

    public string Address => "api.test:5000";

    /// <summary>An image's tag and digest are those of <see cref="Schedule.First"/> or <see cref="Schedule.Second"/>.</summary>
    public Task<RegistryManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal)
            return Task.FromException<RegistryManifest?>(Network.Broken("the registry", refusal.How, refusal.Kind));
        var image = new[] { Schedule.First, Schedule.Second }.FirstOrDefault(image => reference == image.Tag || reference == image.Digest);
        return Task.FromResult(image is null ? null : new RegistryManifest(image.Digest, image.ImageId));
    }

    public Task<IReadOnlyDictionary<string, string>> GetLabelsAsync(string repository, RegistryManifest manifest, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal));

    public void Pulled(string reference) => pulls.Add(reference);
}
