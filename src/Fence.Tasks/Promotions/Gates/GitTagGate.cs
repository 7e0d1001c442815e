using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>A tag in git names the commit that the image says it was made from.</summary>
public static class GitTagGate
{
    private const string Name = "git tag";

    /// <summary>Asks git.</summary>
    /// <param name="folder">The repository.</param>
    /// <param name="commit">The commit in the image's label; null where it has none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<PromotionGate> AskAsync(string folder, string? commit, CancellationToken cancellationToken)
    {
        if (commit is null)
            return new PromotionGate(Name, Passed: false, "the image says no commit that it was made from");
        if (!commit.All(char.IsAsciiHexDigitLower))
            return new PromotionGate(Name, Passed: false, $"the image was made from a changed work tree, {commit}");

        var tags = await TagsAsync(folder, commit, cancellationToken);
        return tags.Count > 0
            ? new PromotionGate(Name, Passed: true, $"{string.Join(", ", tags)} names {commit}")
            : new PromotionGate(Name, Passed: false, $"no tag of this repository names {commit}");
    }

    /// <summary>The tags that name a commit, the highest version first; none without git, or where it knows no such commit.</summary>
    public static async Task<IReadOnlyList<string>> TagsAsync(string folder, string commit, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap("git")
                .WithArguments(["-C", folder, "tag", "--sort=-version:refname", "--points-at", commit])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return result.ExitCode == 0 ? result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        }
        catch (Win32Exception)
        {
            return []; // Without git nobody can say which commit a tag names.
        }
    }
}
