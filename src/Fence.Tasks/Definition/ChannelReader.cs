using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>channels</c>.</summary>
internal static class ChannelReader
{
    private const int MostDays = 366;

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
            NeedsVerification = channel?.Flag("verified", otherwise: false) ?? false,
            Canary = channel is null ? null : CanaryOf(channel),
            KeepsPackages = channel?.Flag("keep_packages", otherwise: false) ?? false,
            AllowsNoNewPrivileges = channel?.Flag("no_new_privileges", otherwise: false) ?? false,
            Acknowledgements = channel is null ? [] : [.. channel.Sections("acknowledgements", DefinitionKeys.AcknowledgedChange).Select(Change)],
            Approvers = channel is null ? null : ApproversOf(channel),
        };
    }

    private static ChannelCanary? CanaryOf(YamlSection channel)
    {
        if (channel.Section("canary", DefinitionKeys.ChannelCanary) is not { } canary)
            return null;
        var (cluster, text) = (canary.RequiredText("cluster", "staging"), canary.RequiredText("for", "2d"));
        var duration = text is null ? null : Duration.Parse(text, MostDays);
        if (text is not null && duration is null)
            canary.Refuse("FY008", "for", $"'{text}' is no duration", "Write a number with s, m, h or d behind it, such as 2d; a year at most.");
        return cluster is null ? null : new ChannelCanary(cluster, duration ?? TimeSpan.Zero, canary.ValueSpanOf("cluster"));
    }

    private static AcknowledgedChange Change(YamlSection section) =>
        new(section.RequiredText("change", "telnetd") ?? "", AcknowledgementReader.Read(section, section.Span));

    private static ChannelApprovers? ApproversOf(YamlSection channel)
    {
        if (channel.Section("approvers", DefinitionKeys.Approvers) is not { } approvers)
            return null;
        var names = approvers.Texts("names").Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (names.IsEmpty && (!approvers.Has("names") || approvers.IsEmptyList("names")))
            approvers.Miss("names", "Name who may approve, such as 'names: [ada, grace]'.");
        return new ChannelApprovers(
            names,
            approvers.Number("needed", 1, Math.Max(1, names.Length), otherwise: 1),
            approvers.Flag("promoter_counts", otherwise: false));
    }
}
