using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>
/// What a node's machine is asked in one short script, and how its answer reads. It uses nothing that an Ubuntu of 2012 lacks: no curl, and
/// no rights beyond those of a user.
/// </summary>
public static class NodeProbe
{
    // A folder of Docker's may be closed to users, and then the nearest one above it is asked, which is mostly on the same file system.
    // bash and not sh: only it connects to a port by itself.
    private const string Script = """
        LC_ALL=C; export LC_ALL
        echo "time $(date +%s)"
        d=$1
        while [ -n "$d" ] && [ "$d" != / ] && ! stat -f "$d" >/dev/null 2>&1; do d=$(dirname "$d"); done
        [ -z "$d" ] || stat -f -c 'disk %S %f %c %d' "$d" 2>/dev/null
        [ -n "$2" ] || exit 0
        command -v bash >/dev/null 2>&1 || exit 0
        limit=; command -v timeout >/dev/null 2>&1 && limit='timeout 10'
        said=$($limit bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" 2>&1)
        case $? in
            0) echo 'registry yes' ;;
            124) echo 'registry no no answer within 10 seconds' ;;
            *) echo "registry no $(printf '%s\n' "$said" | head -n 1)" ;;
        esac
        """;

    private const int HttpsPort = 443;

    /// <summary>The command.</summary>
    /// <param name="root">The folder that the engine keeps images in; null where it is not known.</param>
    /// <param name="registry">The registry's or mirror's address that a connection is tried to; null for none.</param>
    public static IReadOnlyList<string> Command(string? root, string? registry)
    {
        var (host, port) = registry is null ? ("", "") : HostAndPort(registry);
        return ["sh", "-c", Script, "fence", root ?? "", host, port];
    }

    /// <summary>Reads what the script printed; what it did not print is not known.</summary>
    public static ProbeAnswer Read(CommandResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var answer = new ProbeAnswer();
        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            answer = line.Split(' ', 3) switch
            {
                ["time", var time] when Number(time) is { } seconds => answer with { Time = DateTimeOffset.FromUnixTimeSeconds(seconds) },
                ["disk", ..] => WithDisk(answer, [.. line.Split(' ').Skip(1).Select(Number)]),
                ["registry", "yes"] => answer with { Registry = RegistryReach.Open },
                ["registry", "no", var why] => ReachOf(why) is { } closed ? answer with { Registry = closed } : answer,
                _ => answer,
            };
        }

        return answer;
    }

    // A file system that makes inodes as it needs them, such as btrfs, says that it has none at all.
    private static ProbeAnswer WithDisk(ProbeAnswer answer, ImmutableArray<long?> numbers) => numbers is [{ } block, { } free, var inodes, var freeInodes]
        ? answer with { FreeBytes = block * free, FreeInodes = inodes > 0 ? freeInodes : null }
        : answer;

    // "bash: line 1: api.test: Name or service not known". A bash that was made without sockets takes the name for a file's.
    private static RegistryReach? ReachOf(string said)
    {
        var why = said[(said.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..].Trim();
        return why is "No such file or directory" ? null : new RegistryReach(IsOpen: false, why);
    }

    private static (string Host, string Port) HostAndPort(string address)
    {
        var colon = address.LastIndexOf(':');
        var hasPort = colon > address.LastIndexOf(']');
        var host = (hasPort ? address[..colon] : address).Trim('[', ']');
        return (host, hasPort ? address[(colon + 1)..] : HttpsPort.ToString(CultureInfo.InvariantCulture));
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What a node's machine answered; null is what it did not say.</summary>
public sealed record ProbeAnswer
{
    /// <summary>What its clock shows, in whole seconds.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What is free where the engine keeps images, for root, in bytes.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>The inodes that are free there; null also on a file system that does not count them.</summary>
    public long? FreeInodes { get; init; }

    /// <summary>Whether the registry or mirror takes a connection.</summary>
    public RegistryReach? Registry { get; init; }
}

/// <summary>Whether a registry takes a connection from a node.</summary>
/// <param name="IsOpen">Whether it does.</param>
/// <param name="Why">Why not, in the system's words; null where it does.</param>
public sealed record RegistryReach(bool IsOpen, string? Why)
{
    /// <summary>It does.</summary>
    public static RegistryReach Open { get; } = new(IsOpen: true, Why: null);
}
