using System.Globalization;

namespace Fence.Tasks.Clusters;

/// <summary>Who this run is, for those who find the lock held.</summary>
/// <param name="Who">The person or the CI job.</param>
/// <param name="From">The machine.</param>
public sealed record LockOwner(string Who, string From)
{
    private const string Separator = " ";

    /// <summary>The process and its beginning, within this boot of this machine; null where the system does not tell.</summary>
    public string? Process { get; init; }

    /// <summary>Whether a holder was a process of this machine, and is no more.</summary>
    public Func<LockHolder, bool> IsGone { get; init; } = _ => false;

    /// <summary>This process.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static LockOwner ThisProcess(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var place = PlaceOfProcesses();
        return new LockOwner(WhoBy(environment), Environment.MachineName)
        {
            Process = place is not null && StartOf(Environment.ProcessId) is { } start
                ? string.Join(Separator, place, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), start)
                : null,
            IsGone = holder => IsGoneFrom(place, holder),
        };
    }

    private static string WhoBy(Func<string, string?> environment)
    {
        if (environment("GITHUB_ACTIONS") is "true")
            return $"{environment("GITHUB_ACTOR")} by {environment("GITHUB_SERVER_URL")}/{environment("GITHUB_REPOSITORY")}/actions/runs/{environment("GITHUB_RUN_ID")}";
        return environment("CI_JOB_URL") is { Length: > 0 } job ? $"{environment("GITLAB_USER_LOGIN")} by {job}" : Environment.UserName;
    }

    private static bool IsGoneFrom(string? place, LockHolder holder) =>
        place is not null
        && holder.Process?.Split(Separator) is [var there, var id, var start]
        && there == place
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && StartOf(process) != start;

    // Process numbers mean the same only within one boot, and within one container.
    private static string? PlaceOfProcesses()
    {
        const string boot = "/proc/sys/kernel/random/boot_id";
        const string numbers = "/proc/self/ns/pid";
        return File.Exists(boot) && new FileInfo(numbers).LinkTarget is { } space ? $"{File.ReadAllText(boot).Trim()}/{space}" : null;
    }

    // The 22nd field of /proc/<id>/stat; the second one, the name, may hold blanks and brackets.
    private static string? StartOf(int process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is { Length: > 19 } fields ? fields[19] : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
