using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Fence.Tasks.Images;

/// <summary>The commit that an image is made from.</summary>
/// <param name="Commit">The commit's full ID.</param>
/// <param name="CommittedAt">When it was committed.</param>
/// <param name="IsDirty">Whether the work tree differs from it.</param>
/// <param name="Source">The address of <c>origin</c>, without user and password; null where there is none.</param>
public sealed record SourceRevision(string Commit, DateTimeOffset CommittedAt, bool IsDirty, string? Source)
{
    /// <summary>The commit's short ID.</summary>
    public string ShortCommit => Commit[..Math.Min(7, Commit.Length)];

    /// <summary>Asks git about a folder.</summary>
    /// <returns>The revision; null where the folder is in no repository, the repository has no commit, or there is no git.</returns>
    public static async Task<SourceRevision?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (await GitAsync(folder, ["log", "-1", "--format=%H %ct"], cancellationToken) is not { } head || head.Split(' ') is not [var commit, var seconds])
            return null;

        var status = await GitAsync(folder, ["status", "--porcelain"], cancellationToken);
        var origin = await GitAsync(folder, ["remote", "get-url", "origin"], cancellationToken);
        return new SourceRevision(
            commit,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)),
            status is not "",
            origin is null ? null : WithoutCredentials(origin));
    }

    private static async Task<string?> GitAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap("git")
                .WithArguments(["-C", folder, .. arguments])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return result.ExitCode == 0 ? result.StandardOutput.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // No git on this machine: the image is then named by what it is made of.
        }
    }

    private static string WithoutCredentials(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 && uri.Scheme is ("http" or "https")
            ? new UriBuilder(uri) { UserName = "", Password = "" }.Uri.ToString()
            : address;
}
