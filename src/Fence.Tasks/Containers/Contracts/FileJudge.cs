using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Compares a path of an image with what is wanted of it.</summary>
internal static class FileJudge
{
    private const UnixFileMode AnyExecution = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Judges one.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="found">What is there; null for nothing.</param>
    /// <param name="accounts">The image's users and groups.</param>
    public static TestCase Judge(FileContract wanted, ContainerFile? found, ImageAccounts accounts) =>
        ContractCase.Of("files", wanted.Path, "FV030", wanted.Span, Wrong(wanted, found, accounts));

    private static IEnumerable<string> Wrong(FileContract wanted, ContainerFile? found, ImageAccounts accounts)
    {
        var path = wanted.Path;
        if (!wanted.Exists)
            return found is null ? [] : [$"{path} is in the image, and is not to be"];
        if (found is null)
            return [$"{path} is not in the image"];
        return [.. Kind(wanted, found), .. Rights(wanted, found, accounts), .. Content(wanted, found)];
    }

    private static IEnumerable<string> Kind(FileContract wanted, ContainerFile found)
    {
        var kind = found.Kind.ToString().ToLowerInvariant();
        if (wanted.Kind is { } other && other != kind)
            yield return $"{wanted.Path} is a {kind}, and is to be a {other}";
        if (wanted.Link is { } target && found.LinkTarget != target)
            yield return found.LinkTarget is null ? $"{wanted.Path} is no link" : $"{wanted.Path} points to {found.LinkTarget}, and is to point to {target}";
    }

    private static IEnumerable<string> Rights(FileContract wanted, ContainerFile found, ImageAccounts accounts)
    {
        if (wanted.Mode is { } mode && found.Mode != mode)
            yield return $"{wanted.Path} has the mode {Octal(found.Mode)}, and is to have {Octal(mode)}";
        if (wanted.Owner is { } owner && !Is(owner, found.Uid, accounts.UserName(found.Uid)))
            yield return $"{wanted.Path} belongs to {accounts.UserName(found.Uid)}, and is to belong to {owner}";
        if (wanted.Group is { } group && !Is(group, found.Gid, accounts.GroupName(found.Gid)))
            yield return $"{wanted.Path} belongs to the group {accounts.GroupName(found.Gid)}, and is to belong to {group}";
        if (wanted.ExecutableBy is { } who && (found.Mode & Execution(who)) == UnixFileMode.None)
            yield return $"{wanted.Path} has the mode {Octal(found.Mode)}, and is to be executable by {who}";
    }

    private static IEnumerable<string> Content(FileContract wanted, ContainerFile found)
    {
        if (wanted.Contains.IsEmpty && wanted.Excludes.IsEmpty)
            yield break;
        if (found.Kind != ContainerFileKind.File)
        {
            yield return $"{wanted.Path} is a {found.Kind.ToString().ToLowerInvariant()}, which has no content to look at";
            yield break;
        }

        if (found.Size > ContainerFile.LongestContent)
            yield return $"{wanted.Path} has more than {ContainerFile.LongestContent >> 20} MB, which is more than is looked at";
        foreach (var wrong in PatternJudge.Wrong(wanted.Path, found.Content, wanted.Contains, wanted.Excludes))
            yield return wrong;
    }

    private static bool Is(string wanted, int number, string name) =>
        wanted == name || wanted == number.ToString(CultureInfo.InvariantCulture);

    private static UnixFileMode Execution(string who) => who switch
    {
        "owner" => UnixFileMode.UserExecute,
        "group" => UnixFileMode.GroupExecute,
        "other" => UnixFileMode.OtherExecute,
        _ => AnyExecution,
    };

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}

/// <summary>Compares a text with patterns.</summary>
internal static class PatternJudge
{
    /// <summary>What is wrong with a text.</summary>
    /// <param name="name">What the text is called.</param>
    /// <param name="text">The text.</param>
    /// <param name="contains">Patterns to be found.</param>
    /// <param name="excludes">Patterns not to be found.</param>
    public static IEnumerable<string> Wrong(string name, string text, IEnumerable<string> contains, IEnumerable<string> excludes) =>
    [
        .. contains.Where(pattern => !ContractPattern.Of(pattern).IsMatch(text)).Select(pattern => $"{name} does not match '{pattern}'"),
        .. excludes.Where(pattern => ContractPattern.Of(pattern).IsMatch(text)).Select(pattern => $"{name} matches '{pattern}', and is not to"),
    ];
}
