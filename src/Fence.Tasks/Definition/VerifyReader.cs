using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>verify</c>.</summary>
internal static partial class VerifyReader
{
    private const int LongestSeconds = 3600;
    private const int MostLayers = 127;

    private static readonly string[] Kinds = ["file", "folder", "link"];
    private static readonly string[] Executors = ["owner", "group", "other", "any"];

    public static VerifyDefinition Read(YamlSection file) => file.Section("verify", DefinitionKeys.Verify) is { } verify
        ? new VerifyDefinition
        {
            App = AppOf(verify),
            HookSeconds = verify.Number("hook_time_limit", 1, LongestSeconds, VerifyDefinition.DefaultSeconds),
            StartSeconds = verify.Number("start_time_limit", 1, LongestSeconds, VerifyDefinition.DefaultSeconds),
            Files = [.. verify.Sections("files", DefinitionKeys.VerifiedFile).Select(FileOf)],
            Packages = [.. verify.Sections("packages", DefinitionKeys.VerifiedPackage).Select(PackageOf)],
            Commands = [.. verify.Sections("commands", DefinitionKeys.VerifiedCommand).Select(CommandOf)],
            Environment = ValuesOf(verify, "environment"),
            Labels = ValuesOf(verify, "labels"),
            Ports = [.. NamesOf(verify, "ports", "no_ports").Select(port => port with { Name = port.Name.Contains('/', StringComparison.Ordinal) ? port.Name : $"{port.Name}/tcp" })],
            Volumes = NamesOf(verify, "volumes", "no_volumes"),
            RunsAs = TextOf(verify, "runs_as"),
            WorkingFolder = TextOf(verify, "workdir"),
            EntryPoint = ListOf(verify, "entrypoint"),
            Command = ListOf(verify, "cmd"),
            MaximumSize = SizeOf(verify),
            MaximumLayers = verify.Has("max_layers") ? new NumberContract(verify.Number("max_layers", 1, MostLayers, MostLayers), verify.SpanOf("max_layers")) : null,
            ForbiddenLicences = ListOf(verify, "forbidden_licences"),
        }
        : new VerifyDefinition();

    private static string? AppOf(YamlSection verify)
    {
        var app = verify.Text("app");
        if (app is null)
            return null;
        if (DefinitionSyntax.RelativePath(app) is { } path)
            return path;
        verify.Refuse("FY011", "app", $"'{app}' does not stay in the folder of the file", "Give a path below it, relative and with '/'.");
        return null;
    }

    private static FileContract FileOf(YamlSection file)
    {
        var path = file.RequiredText("path", "/etc/helion/hooks/pre-running") ?? "/";
        if (!path.StartsWith('/'))
            file.Refuse("FY008", "path", $"'{path}' is not absolute", "Begin it with '/'.");
        var mode = file.Text("mode");
        if (mode is not null && !ModePattern().IsMatch(mode))
        {
            file.Refuse("FY008", "mode", $"'{mode}' is not a mode", "Write it in octal and in quotes, such as \"0755\".");
            mode = null;
        }

        return new FileContract
        {
            Path = path,
            Exists = file.Flag("exists", otherwise: true),
            Kind = OneOf(file, "kind", Kinds),
            Mode = mode is null ? null : (UnixFileMode)mode.Aggregate(0, (bits, digit) => (bits << 3) + digit - '0'),
            Owner = file.Text("owner"),
            Group = file.Text("group"),
            ExecutableBy = OneOf(file, "executable_by", Executors),
            Link = file.Text("link"),
            Contains = PatternsOf(file, "contains"),
            Excludes = PatternsOf(file, "excludes"),
            Span = file.SpanOf("path"),
        };
    }

    private static PackageContract PackageOf(YamlSection package)
    {
        var name = package.RequiredText("name", "libgraphite2-dev") ?? "";
        var version = package.Text("version");
        var match = VersionPattern().Match(version ?? "");
        if (version is not null && !match.Success)
            package.Refuse("FY008", "version", $"'{version}' is not a version to compare with", "Write it in quotes, such as \">= 1.3.14\", or the very version.");
        var sign = match.Groups["sign"] is { Success: true } given ? given.Value : "=";
        return new PackageContract(
            name,
            package.Flag("installed", otherwise: true),
            match.Success ? sign : null,
            match.Success ? match.Groups["version"].Value : null,
            package.SpanOf("name"));
    }

    private static CommandContract CommandOf(YamlSection command)
    {
        command.Require("run", "Add it, such as 'run: id -un', or as a list of words.");
        ImmutableArray<string> words = command.IsList("run") ? command.Texts("run") : ["/bin/bash", "-c", command.Text("run") ?? ""];
        if (command.IsEmptyList("run"))
            command.Refuse("FY008", "run", "names no program", "Write the program and its arguments.");
        return new CommandContract
        {
            Words = words,
            User = command.Text("user"),
            Environment = VariablesOf(command),
            ExitCode = command.Number("exit_code", 0, 255, 0),
            Seconds = command.Number("time_limit", 1, LongestSeconds, VerifyDefinition.DefaultSeconds),
            Output = new OutputContract(PatternsOf(command, "stdout"), PatternsOf(command, "stdout_excludes")),
            Error = new OutputContract(PatternsOf(command, "stderr"), PatternsOf(command, "stderr_excludes")),
            Span = command.SpanOf("run"),
        };
    }

    private static ImmutableSortedDictionary<string, string> VariablesOf(YamlSection command)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (command.Section("env", known: null) is not { } section)
            return variables.ToImmutable();
        foreach (var name in section.Entries.Select(entry => entry.Key).ToList())
        {
            if (section.Text(name) is { } value)
                variables[name] = value;
        }

        return variables.ToImmutable();
    }

    private static ImmutableArray<ValueContract> ValuesOf(YamlSection verify, string key)
    {
        var values = ImmutableArray.CreateBuilder<ValueContract>();
        foreach (var section in verify.Sections(key, DefinitionKeys.VerifiedValue))
        {
            var name = section.RequiredText("name", "LANG") ?? "";
            values.Add(new ValueContract(name, section.Flag("set", otherwise: true), PatternOf(section, "value", section.Text("value")), section.SpanOf("name")));
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<NameContract> NamesOf(YamlSection verify, string wanted, string unwanted) =>
    [
        .. verify.Texts(wanted).Select(name => new NameContract(name, IsThere: true, verify.SpanOf(wanted))),
        .. verify.Texts(unwanted).Select(name => new NameContract(name, IsThere: false, verify.SpanOf(unwanted))),
    ];

    private static TextContract? TextOf(YamlSection verify, string key) => verify.Text(key) is { } text ? new TextContract(text, verify.SpanOf(key)) : null;

    private static ListContract? ListOf(YamlSection verify, string key) => verify.Has(key) ? new ListContract(verify.Texts(key), verify.SpanOf(key)) : null;

    private static NumberContract? SizeOf(YamlSection verify)
    {
        var size = verify.Text("max_size");
        if (size is null)
            return null;
        var match = SizePattern().Match(size);
        if (!match.Success)
        {
            verify.Refuse("FY008", "max_size", $"'{size}' is not a size", "Write a number and a unit, such as '2 GB' or '800 MB'.");
            return null;
        }

        var unit = match.Groups["unit"].Value switch { "GB" => 1e9, "MB" => 1e6, "kB" => 1e3, _ => 1 };
        return new NumberContract((long)(double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * unit), verify.SpanOf("max_size"));
    }

    private static string? OneOf(YamlSection section, string key, string[] words)
    {
        var word = section.Text(key);
        if (word is null || words.Contains(word, StringComparer.Ordinal))
            return word;
        section.Refuse("FY008", key, $"there is no '{word}'", $"One of: {string.Join(", ", words)}.");
        return null;
    }

    // One pattern may stand without a list.
    private static ImmutableArray<string> PatternsOf(YamlSection section, string key)
    {
        if (!section.Has(key))
            return [];
        ImmutableArray<string> patterns = section.IsList(key) ? section.Texts(key) : section.Text(key) is { } only ? [only] : [];
        return [.. patterns.Select(pattern => PatternOf(section, key, pattern)).OfType<string>()];
    }

    private static string? PatternOf(YamlSection section, string key, string? pattern)
    {
        try
        {
            return pattern is null ? null : ContractPattern.Of(pattern).ToString();
        }
        catch (Exception broken) when (broken is RegexParseException or NotSupportedException)
        {
            section.Refuse("FY008", key, $"'{pattern}' is not a pattern: {broken.Message.TrimEnd('.')}", "Write a regular expression without looking ahead or behind, and a '\\' before characters that have a meaning in one.");
            return null;
        }
    }

    [GeneratedRegex(@"\A[0-7]{3,5}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ModePattern();

    [GeneratedRegex(@"\A(?:(?<sign>=|!=|<=?|>=?) *)?(?<version>[0-9A-Za-z][0-9A-Za-z.+~:^_-]*)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\A(?<number>[0-9]{1,9}(?:\.[0-9]{1,3})?) ?(?<unit>GB|MB|kB|B)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SizePattern();
}
