using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>channels</c>.</summary>
internal static class ChannelReader
{
    public static ImmutableSortedDictionary<string, ChannelDefinition> ReadAll(YamlSection file, string rootDirectory)
    {
        var channels = ImmutableSortedDictionary.CreateBuilder<string, ChannelDefinition>(StringComparer.Ordinal);
        if (file.Section("channels", known: null) is not { } sections)
            return channels.ToImmutable();
        foreach (var entry in sections.Entries)
        {
            // What a channel was before stays under its name and a day.
            if (!DefinitionSyntax.IsName(entry.Key))
                sections.Refuse("FY008", entry.Key, "is not a name for a channel", "Use letters, digits, '.', '_' and '-', beginning with a letter or digit; 63 at most.");
            else
                channels[entry.Key] = Read(sections.Section(entry.Key, DefinitionKeys.Channel), entry.Key, rootDirectory);
        }

        return channels.ToImmutable();
    }

    private static ChannelDefinition Read(YamlSection? channel, string name, string rootDirectory)
    {
        var repository = channel?.Text("repository");
        if (repository is not null && !DefinitionSyntax.IsRepository(repository))
            channel!.Refuse("FY008", "repository", $"'{repository}' is not a repository", "Write 'name/name', without a registry and without a tag.");
        return new ChannelDefinition
        {
            Name = name,
            Repository = repository,
            Registry = channel is null ? null : ClusterReader.RegistryOf(channel, rootDirectory),
            NeedsGitTag = channel?.Flag("git_tag", otherwise: false) ?? false,
        };
    }
}
