using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Containers;

/// <summary>Reads an application's <c>manifest.yml</c>, as far as a container depends on it.</summary>
public static partial class ApplicationReader
{
    /// <summary>The names a manifest can have; the first that is there counts.</summary>
    public static ImmutableArray<string> ManifestNames { get; } = ["manifest.yml", "stackato.yml", "helion.yml"];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="shown">What findings call it: relative to the root folder, with <c>/</c>.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: there is no manifest, or it is not YAML.</exception>
    public static Application Read(string folder, string shown)
    {
        var name = ManifestNames.FirstOrDefault(each => File.Exists(Path.Combine(folder, each)))
            ?? throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FV009", $"there is no application in {shown}: it has no manifest.yml", "Say where the application is: verify.app in fence.yml", new SourceSpan(shown)));
        return Parse(File.ReadAllText(Path.Combine(folder, name)), $"{shown}/{name}", Path.GetFileName(folder.TrimEnd('/')))
            with { Files = ApplicationFile.OfFolder(folder) };
    }

    /// <summary>Reads the text of a manifest.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, as findings name it.</param>
    /// <param name="name">What the application is called when the manifest does not say it.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: it is not YAML.</exception>
    public static Application Parse(string text, string file, string name)
    {
        var sections = Sections(YamlTree.Read(text, file)).ToList();
        return new Application
        {
            Name = Text(sections, "name") ?? name,
            Hooks = UserManifest.Parse(text, file),
            Environment = Environment(sections),
            Web = sections.SelectMany(section => Maps(section, "processes")).Select(processes => Text([processes], "web")).FirstOrDefault(web => web is not null)
                ?? Text(sections, "command"),
            Memory = Text(sections, "mem", "memory") is { } memory ? Bytes(memory) : Application.DefaultMemory,
        };
    }

    // What is said of the application stands at the top, in a list of applications, or in a section of the brand's name.
    private static IEnumerable<YamlMap> Sections(YamlValue? manifest)
    {
        if (manifest is not YamlMap top)
            return [];
        var applications = top.Entries.Where(entry => entry.Key is "applications")
            .SelectMany(entry => entry.Value is YamlList list ? list.Items : [entry.Value]).OfType<YamlMap>();
        return applications.Append(top).SelectMany(map => Brand.All.SelectMany(brand => Maps(map, brand.Name)).Prepend(map));
    }

    private static IEnumerable<YamlMap> Maps(YamlMap map, string key) =>
        map.Entries.Where(entry => entry.Key == key).Select(entry => entry.Value).OfType<YamlMap>();

    private static string? Text(IEnumerable<YamlMap> sections, params ReadOnlySpan<string> keys)
    {
        foreach (var entry in sections.SelectMany(section => section.Entries))
        {
            if (keys.Contains(entry.Key) && entry.Value is YamlText { IsNull: false } text)
                return text.Text;
        }

        return null;
    }

    private static ImmutableSortedDictionary<string, string> Environment(List<YamlMap> sections)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in sections.SelectMany(section => Maps(section, "env")).SelectMany(variables => variables.Entries))
        {
            // A variable that is asked for at the push has its default in a section.
            var value = entry.Value is YamlMap asked ? Text([asked], "default") : (entry.Value as YamlText)?.Text;
            if (value is not null)
                variables.TryAdd(entry.Key, value);
        }

        return variables.ToImmutable();
    }

    private static long Bytes(string memory)
    {
        var match = MemoryPattern().Match(memory);
        if (!match.Success || !long.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return Application.DefaultMemory;
        return number << (match.Groups["unit"].Value.ToUpperInvariant() is "G" ? 30 : 20);
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,6})(?<unit>[MmGg]?)[Bb]?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MemoryPattern();
}
