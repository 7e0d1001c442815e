using System.Text;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>
/// Reads <c>fence.yml</c> strictly: what it does not know it refuses, and it says everything that is wrong at once.
/// </summary>
public static class FenceDefinitionReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of the file at the root of a repository.</summary>
    public const string FileName = "fence.yml";

    /// <summary>Reads the file; relative paths in it start from the folder it is in.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: the file is missing or wrong; carries every finding,
    /// <c>FY001</c> to <c>FY021</c>.</exception>
    public static FenceDefinition Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        string text;
        try
        {
            text = Utf8.GetString(File.ReadAllBytes(full)).TrimStart('\uFEFF');
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(
                "FY001",
                $"there is no {name}",
                $"Write one: docs/reference/fence.yml explains every key. Looked for {full}.",
                name,
                missing);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw Refused("FY001", $"{name} cannot be read", $"Make {full} a readable file.", name, closed);
        }
        catch (DecoderFallbackException notText)
        {
            throw Refused("FY002", $"{name} is not UTF-8", "Save it as UTF-8.", name, notText);
        }
        return Parse(text, name, Path.GetDirectoryName(full)!);
    }

    /// <summary>Reads a definition from text.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="fileName">What to call the file in findings.</param>
    /// <param name="rootDirectory">The folder that relative paths start from.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: the text is wrong; carries every finding.</exception>
    public static FenceDefinition Parse(string text, string fileName, string rootDirectory)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentException.ThrowIfNullOrEmpty(rootDirectory);
        var root = YamlTree.Read(text, fileName);
        if (root is null or YamlText { IsNull: true })
            throw Refused(
                "FY003",
                $"{fileName} is empty",
                "docs/reference/fence.yml explains every key; 'image' is the one that has to be there.",
                fileName);
        if (root is not YamlMap map)
        {
            var wrong = Diagnostic.Error(
                "FY006", $"{fileName} is {root.Kind}, and has to be a section", "Begin with 'image:'.", root.Span);
            throw new FenceException(ExitCode.BadInput, wrong);
        }
        return Read(map, rootDirectory);
    }

    private static FenceDefinition Read(YamlMap map, string rootDirectory)
    {
        var found = new List<Diagnostic>();
        var file = new YamlSection(map, "", DefinitionKeys.File, found);
        var brand = BrandOf(file);
        var image = ImageReader.Read(file, brand);
        var clusters = ClusterReader.ReadAll(file, rootDirectory);
        var definition = new FenceDefinition
        {
            RootDirectory = Path.GetFullPath(rootDirectory),
            Brand = brand,
            Image = image,
            Clusters = clusters,
            Channels = ChannelReader.ReadAll(file, rootDirectory),
            DefaultCluster = file.Text("default_cluster") ?? FenceDefinition.MicroCloudName,
            Validation = ValidationReader.Read(file),
            Policy = PolicyReader.Read(file),
            Verify = VerifyReader.Read(file),
            ClustersSpan = file.Has("clusters") ? file.SpanOf("clusters") : null,
        };
        if (!clusters.ContainsKey(definition.DefaultCluster))
            found.Add(definition.UnknownCluster(definition.DefaultCluster, file.ValueSpanOf("default_cluster")));
        found.AddRange(definition.Channels.Values
            .Select(channel => channel.Canary).OfType<ChannelCanary>()
            .Where(canary => !clusters.ContainsKey(canary.Cluster))
            .Select(canary => definition.UnknownCluster(canary.Cluster, canary.Span)));
        if (found.Count > 0)
            throw new FenceException(ExitCode.BadInput, DiagnosticReport.Of(found).Diagnostics);
        return definition;
    }

    private static Brand BrandOf(YamlSection file)
    {
        var name = file.Text("brand");
        if (name is null)
            return Brand.Helion;
        if (Brand.Find(name) is { } brand)
            return brand;
        var names = Brand.All.Select(known => known.Name).ToList();
        var near = NearestName.Of(name, names);
        var meant = near is null ? "" : $"Did you mean '{near}'? ";
        file.Refuse("FY008", "brand", $"there is no brand '{name}'", $"{meant}Brands: {string.Join(", ", names)}.");
        return Brand.Helion;
    }

    private static FenceException Refused(string code, string message, string remedy, string file, Exception? inner = null) =>
        new(ExitCode.BadInput, Diagnostic.Error(code, message, remedy, new SourceSpan(file)), inner);
}
