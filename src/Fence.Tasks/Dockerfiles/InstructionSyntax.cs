using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Dockerfiles;

/// <summary>What Docker's parser asks of an instruction before it runs anything (Docker's Dockerfile reference).</summary>
internal static partial class InstructionSyntax
{
    /// <summary>The flags of each instruction, those of BuildKit included; an asterisk marks one that may come again.</summary>
    private static readonly Dictionary<string, string[]> Flags = new(StringComparer.Ordinal)
    {
        ["ADD"] = ["chown", "chmod", "link?", "checksum", "keep-git-dir?", "exclude*", "unpack?"],
        ["ARG"] = [],
        ["CMD"] = [],
        ["COPY"] = ["from", "chown", "chmod", "link?", "parents?", "exclude*"],
        ["ENTRYPOINT"] = [],
        ["ENV"] = [],
        ["EXPOSE"] = [],
        ["FROM"] = ["platform"],
        ["HEALTHCHECK"] = ["interval", "timeout", "start-period", "start-interval", "retries"],
        ["LABEL"] = [],
        ["MAINTAINER"] = [],
        ["ONBUILD"] = [],
        ["RUN"] = ["mount*", "network", "security", "device*"],
        ["SHELL"] = [],
        ["STOPSIGNAL"] = [],
        ["USER"] = [],
        ["VOLUME"] = [],
        ["WORKDIR"] = [],
    };

    /// <summary>What is wrong with an instruction, as a sentence; null when nothing is.</summary>
    public static string? Fault(Instruction instruction)
    {
        if (!Flags.TryGetValue(instruction.Keyword, out var flags))
        {
            var near = NearestName.Of(instruction.Keyword, Flags.Keys);
            return $"there is no instruction '{Short(instruction.Keyword)}'{(near is null ? "" : $"; did you mean {near}?")}";
        }
        if (instruction.IsLineTooLong)
            return "a line is longer than the 65535 bytes that Docker reads";
        return FlagFault(instruction, flags)
            ?? (instruction.IsListOfOthers ? "a list in JSON may hold texts only" : null)
            ?? (instruction.UnendedDocument is { } name ? $"no line ends the here-document {Short(name)}" : null)
            ?? ArgumentFault(instruction);
    }

    private static string? FlagFault(Instruction instruction, string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in instruction.Flags)
        {
            var flag = Array.Find(known, candidate => string.Equals(candidate.TrimEnd('?', '*'), name, StringComparison.Ordinal));
            if (flag is null)
                return $"{instruction.Keyword} has no flag --{Short(name)}";
            if (!seen.Add(name) && !flag.EndsWith('*'))
                return $"--{name} is given twice";
            if (!flag.EndsWith('?') && instruction.BareFlags.Contains(name, StringComparer.Ordinal))
                return $"--{name} has no value";
        }
        return null;
    }

    private static string? ArgumentFault(Instruction instruction)
    {
        var isEmpty = instruction.Arguments.Length == 0;
        switch (instruction.Keyword)
        {
            case "ADD" or "COPY":
                return instruction.Words.Length < 2 ? $"{instruction.Keyword} takes a source and a target" : null;
            case "ENV" or "LABEL" or "ARG":
                return isEmpty ? SaysNothing() : NameFault(instruction);
            case "FROM":
                return FromFault(instruction);
            case "HEALTHCHECK":
                return HealthFault(instruction);
            case "ONBUILD":
                return isEmpty ? SaysNothing() : TriggerFault(instruction.Body!);
            case "SHELL":
                return instruction.Json.IsDefaultOrEmpty ? "SHELL takes a list in JSON, with at least one text" : null;
            case "VOLUME":
                return isEmpty || instruction.Words.IsEmpty || instruction.Words.Any(string.IsNullOrWhiteSpace) ? SaysNothing() : null;
            case "EXPOSE" or "MAINTAINER" or "STOPSIGNAL" or "USER" or "WORKDIR":
                return isEmpty ? SaysNothing() : null;
            default:
                // RUN, CMD and ENTRYPOINT without anything are read, and do nothing.
                return null;
        }

        string SaysNothing() => $"{instruction.Keyword} says nothing";
    }

    private static string? NameFault(Instruction instruction)
    {
        foreach (var given in instruction.NameValues)
        {
            if (given.Name.Length == 0)
                return $"{instruction.Keyword} has a value without a name";
            if (instruction.Keyword is not "ARG" && given.Value is null)
                return $"there is no '=' behind {Short(given.Name)}";
            if (instruction.Keyword is not "ARG" && given is { Start: 0, Value: "" }
                && !instruction.Arguments.AsSpan(given.Name.Length).StartsWith("="))
                return $"{instruction.Keyword} {Short(given.Name)} has no value";
        }
        return null;
    }

    private static string? FromFault(Instruction instruction) => instruction.Words switch
    {
        [] => "FROM says nothing",
        [_] => null,
        [_, var keyword, var name] when keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) =>
            StageName().IsMatch(name) ? null : $"'{Short(name)}' is no name for a stage",
        _ => "FROM takes an image, or an image, AS and a name",
    };

    private static string? HealthFault(Instruction instruction)
    {
        var kind = DockerfileWords.Plain(instruction.Arguments);
        return instruction.Flags.Select(HealthFlagFault).FirstOrDefault(fault => fault is not null) ?? kind switch
        {
            [] => "HEALTHCHECK says nothing",
            [var none, .. var rest] when none.Equals("NONE", StringComparison.OrdinalIgnoreCase) =>
                rest.IsEmpty ? null : "HEALTHCHECK NONE takes nothing behind it",
            [var cmd, .. var rest] when cmd.Equals("CMD", StringComparison.OrdinalIgnoreCase) =>
                rest.IsEmpty ? "HEALTHCHECK CMD has no command" : null,
            _ => "HEALTHCHECK takes CMD or NONE",
        };
    }

    private static string? HealthFlagFault(KeyValuePair<string, string> flag) => flag.Key is "retries"
        ? flag.Value.Length == 0 || int.TryParse(flag.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var retries) && retries >= 1
            ? null
            : "--retries takes a number from 1"
        : flag.Value.Length == 0 || Duration().IsMatch(flag.Value) ? null : $"--{flag.Key} takes a time, such as 30s";

    private static string? TriggerFault(Instruction body) => body.Keyword is "ONBUILD" or "FROM" or "MAINTAINER"
        ? $"ONBUILD {body.Keyword} is not allowed"
        : Fault(body);

    /// <summary>Enough of a word for a message.</summary>
    private static string Short(string word) => word.Length <= 40 ? word : $"{word.AsSpan(0, 40)}…";

    /// <summary>A time as Go reads it, and at least a millisecond long or nothing: <c>1m30s</c>, <c>0</c>.</summary>
    [GeneratedRegex(@"\A\+?(?:0|(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex StageName();
}
