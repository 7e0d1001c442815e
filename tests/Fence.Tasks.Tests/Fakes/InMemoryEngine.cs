using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>An engine that knows images by their names; what real engines do is tested against real ones.</summary>
internal sealed class InMemoryEngine(string name) : IDockerHost
{
    private readonly ConcurrentDictionary<string, string> idByName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> labelsById = new(StringComparer.Ordinal);

    public string Name => name;

    public InMemoryContainers Containers { get; } = new();

    IDockerContainers INodeEngine.Containers => Containers;

    public ConcurrentQueue<string> Did { get; } = new();

    /// <summary>The image ID behind each digest that can be pulled.</summary>
    public Dictionary<string, string> Pullable { get; } = new(StringComparer.Ordinal);

    /// <summary>User and number of layers by image ID.</summary>
    public Dictionary<string, (string User, int Layers)> Users { get; } = new(StringComparer.Ordinal);

    public ImageBuildRequest? LastBuild { get; private set; }

    public FenceException? Down { get; set; }

    public Func<EnginePush>? OnPush { get; set; }

    public void Has(string reference, string id, IReadOnlyDictionary<string, string>? labels = null)
    {
        idByName[reference] = id;
        labelsById[id] = labels ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    public string? IdOf(string reference) => idByName.GetValueOrDefault(reference);

    public Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) => Answer(() => Version);

    public EngineVersion Version { get; set; } = new("20.10.24", "1.41");

    public EngineMachine Machine { get; set; } = new("/var/lib/docker", Time: null, UsesProxy: false);

    /// <summary>The layers of each image it has.</summary>
    public List<IReadOnlyList<string>> Layers { get; } = [];

    public Task<EngineMachine> GetMachineAsync(CancellationToken cancellationToken) => Answer(() => Machine);

    public Task<IReadOnlyList<IReadOnlyList<string>>> ListLayersAsync(int most, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<IReadOnlyList<string>>>(() => [.. Layers.Take(most)]);

    public Task<EngineImage?> FindImageAsync(string reference, CancellationToken cancellationToken) => Answer<EngineImage?>(() =>
    {
        var id = labelsById.ContainsKey(reference) ? reference : idByName.GetValueOrDefault(reference);
        if (id is null)
            return null;

        var names = idByName.Where(pair => pair.Value == id).Select(pair => pair.Key).ToList();
        return new EngineImage(id, [.. names.Where(n => !n.Contains('@', StringComparison.Ordinal))],
            [.. names.Where(n => n.Contains('@', StringComparison.Ordinal))], labelsById[id], Size: 100)
        {
            User = Users.TryGetValue(id, out var known) ? known.User : "",
            Layers = Users.ContainsKey(id) ? known.Layers : null,
        };
    });

    public Task<IReadOnlyList<string>> FindImagesByLabelAsync(string label, string value, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<string>>(() => [.. labelsById.Where(pair => pair.Value.GetValueOrDefault(label) == value).Select(pair => pair.Key)]);

    public bool AppliesIgnoreFile => true;

    public Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken) => Answer(() =>
    {
        var id = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', request.Labels))))}";
        LastBuild = request;
        Did.Enqueue($"build {request.Reference}");
        Has(request.Reference, id, request.Labels);
        return id;
    });

    public Task TagAsync(string image, string repository, string tag, CancellationToken cancellationToken) => Answer(() =>
    {
        Did.Enqueue($"tag {image} {repository}:{tag}");
        return idByName[$"{repository}:{tag}"] = idByName.GetValueOrDefault(image) ?? image;
    });

    public Task<EnginePush> PushAsync(string repository, string tag, CancellationToken cancellationToken) => Answer(() =>
    {
        Did.Enqueue($"push {repository}:{tag}");
        return OnPush!();
    });

    /// <summary>What a pull has to wait for, by the repository; null for nothing.</summary>
    public Func<string, Task>? OnPull { get; set; }

    public async Task PullAsync(string repository, string digest, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        await (OnPull?.Invoke(repository) ?? Task.CompletedTask);
        await Answer(() =>
        {
            Did.Enqueue($"pull {repository}@{digest}");
            Has(digest.Contains(':', StringComparison.Ordinal) ? $"{repository}@{digest}" : $"{repository}:{digest}", Pullable[digest]);
            return true;
        });
    }

    public Task UntagAsync(string reference, CancellationToken cancellationToken) => Answer(() => idByName.TryRemove(reference, out _));

    public Task<IReadOnlyList<TaggedImage>> ListTagsAsync(string repository, CancellationToken cancellationToken) => Answer<IReadOnlyList<TaggedImage>>(() =>
        [.. idByName.Where(pair => pair.Key.StartsWith($"{repository}:", StringComparison.Ordinal))
            .OrderByDescending(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new TaggedImage(pair.Key, pair.Value, DateTimeOffset.UnixEpoch))]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Answer<T>(Func<T> answer) => Down is null ? Task.FromResult(answer()) : Task.FromException<T>(Down);
}
