using Docker.DotNet;
using Docker.DotNet.Models;
using Fence.MicroCloud.Engines;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Images;

/// <summary>The images of a cloud on this machine's engine: those of the nodes, of the registry, and the factory image.</summary>
internal sealed class CloudImages(Engine engine, string directory, IRunEvents events)
{
    /// <summary>The factory image under the name that Dockerfiles start from (DOMAIN section 2).</summary>
    public const string Factory = "helion/stack-alsek:kato-patched";

    /// <summary>The factory image under the name that the configuration has from the start.</summary>
    public const string FactoryLatest = "helion/stack-alsek:latest";

    /// <summary>The name of the registry's image on the Core (DOMAIN section 6).</summary>
    public const string Registry = "helion/docker-registry:latest";

    private const string FactoryLabel = "fence.micro-cloud.factory";

    private static readonly string[] ProxyVariables =
        ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    /// <summary>The digest of all the recipes together.</summary>
    public string Recipe { get; } = FolderDigest.Of(
        FolderDigest.Of(Existing(directory, "node")),
        FolderDigest.Of(Existing(directory, "registry")),
        FolderDigest.Of(Existing(directory, "factory")));

    /// <summary>The image of the nodes, Core and DEAs alike.</summary>
    public string NodeImage { get; } = $"fence/micro-node:{FolderDigest.Of(Existing(directory, "node"))}";

    /// <summary>The image of the registry, as it is called here.</summary>
    public string RegistryImage { get; } = $"fence/micro-registry:{FolderDigest.Of(Existing(directory, "registry"))}";

    private string FactoryDigest { get; } = FolderDigest.Of(Existing(directory, "factory"));

    /// <summary>Builds what is not there, or not of today's recipe.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var missing = await Task.WhenAll(
            IsMissingAsync(NodeImage, cancellationToken),
            IsMissingAsync(RegistryImage, cancellationToken),
            IsFactoryMissingAsync(cancellationToken));
        if (missing is [false, false, false])
            return;

        await new BaseImage(engine, events).EnsureAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Together.RunAsync(
            stop,
            missing[0] ? BuildAsync("node", "image of the nodes", [NodeImage], stop.Token) : Task.CompletedTask,
            missing[1] ? BuildAsync("registry", "image of the registry", [RegistryImage], stop.Token) : Task.CompletedTask,
            missing[2] ? BuildAsync("factory", "factory image helion/stack-alsek", [Factory, FactoryLatest], stop.Token) : Task.CompletedTask);
    }

    /// <summary>Whether the host's part of a cloud is there: the factory image that Dockerfiles start from.</summary>
    public async Task<bool> HasFactoryAsync(CancellationToken cancellationToken) => !await IsFactoryMissingAsync(cancellationToken);

    /// <summary>The ID of the factory image.</summary>
    public async Task<string> FactoryIdAsync(CancellationToken cancellationToken) =>
        (await engine.Client.Images.InspectImageAsync(Factory, cancellationToken)).ID;

    private static string Existing(string directory, string name)
    {
        var folder = Path.Combine(directory, name);
        if (!Directory.Exists(folder))
        {
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FC020", $"there is no folder {folder}", "name the folder images/micro-cloud of this repository"));
        }

        return folder;
    }

    private async Task<bool> IsMissingAsync(string reference, CancellationToken cancellationToken) =>
        await FindAsync(reference, cancellationToken) is null;

    // A factory image that does not come from here may be the product's own: it is used as it is and never overwritten.
    private async Task<bool> IsFactoryMissingAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(FindAsync(Factory, cancellationToken), FindAsync(FactoryLatest, cancellationToken));
        if (found[0] is not { } patched)
            return true;
        if (patched.Config?.Labels?.TryGetValue(FactoryLabel, out var digest) == true)
            return digest != FactoryDigest || found[1] is null;
        if (found[1] is null)
            await engine.Client.Images.TagImageAsync(patched.ID, TagOf(FactoryLatest), cancellationToken);
        return false;
    }

    private async Task<ImageInspectResponse?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Client.Images.InspectImageAsync(reference, cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    private async Task BuildAsync(string folder, string what, string[] tags, CancellationToken cancellationToken)
    {
        events.Tell(new StepTaken($"Building the {what}"));
        var messages = new EngineMessages();
        var parameters = new ImageBuildParameters { Tags = tags, Remove = true, ForceRemove = true, BuildArgs = Proxies() };
        if (folder == "factory")
            parameters.Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [FactoryLabel] = FactoryDigest };
        await using var context = FolderContext.Open(Existing(directory, folder));
        await engine.Client.Images.BuildImageFromDockerfileAsync(
            parameters, context, [], new Dictionary<string, string>(StringComparer.Ordinal), messages, cancellationToken);
        if (messages.Error is null)
            return;
        foreach (var line in messages.Lines)
            events.Tell(new ToolPrinted("docker build", line));
        throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            "FC021", $"the {what} does not build: {messages.Error}", $"its Dockerfile is in {Path.Combine(directory, folder)}"));
    }

    /// <summary>A reference with a tag, in its two parts.</summary>
    internal static (string Repository, string Tag) Split(string reference)
    {
        var colon = reference.LastIndexOf(':');
        return (reference[..colon], reference[(colon + 1)..]);
    }

    /// <summary>What a tag call wants.</summary>
    internal static ImageTagParameters TagOf(string reference)
    {
        var (repository, tag) = Split(reference);
        return new ImageTagParameters { RepositoryName = repository, Tag = tag };
    }

    private static Dictionary<string, string> Proxies() =>
        ProxyVariables
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(proxy => !string.IsNullOrEmpty(proxy.Value))
            .ToDictionary(proxy => proxy.Name, proxy => proxy.Value!, StringComparer.Ordinal);
}
