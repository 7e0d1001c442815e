using System.Collections.Immutable;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>What an image gives more than a former one: to files, by sudo, to users.</summary>
internal static class PrivilegeGains
{
    private const string Root = "root";

    public static ImmutableArray<NotedChange> Between(ImageReceipt former, ImageReceipt image) =>
    [
        .. image.Privileges.Where(file => IsMore(former.Privileges.FirstOrDefault(was => was.Path == file.Path), file))
            .Select(file => new NotedChange(file.Path, $"{file.Path} {string.Join('+', file.Reasons)} {file.Mode} {file.Owner}{Behind(file.Capabilities)}")),
        .. image.Sudoers.ExceptBy(former.Sudoers.Select(line => line.Text), line => line.Text, StringComparer.Ordinal)
            .Select(line => new NotedChange($"{line.File}: {line.Text}", $"{line.File}: {line.Text}")),

        // Defaults restrict as often as they allow: one that is gone may have been what kept sudo to a terminal.
        .. former.Sudoers.Where(line => line.Text.StartsWith("Defaults", StringComparison.Ordinal))
            .ExceptBy(image.Sudoers.Select(line => line.Text), line => line.Text, StringComparer.Ordinal)
            .Select(line => new NotedChange($"{line.File}: {line.Text}", $"{line.File} without {line.Text}")),
        .. image.Users.SelectMany(user => GainsOf(former.Users.FirstOrDefault(was => was.Name == user.Name), user)),
        .. IsRoot(image.User) && !IsRoot(former.User) ? [new NotedChange("user", "containers run as root")] : Array.Empty<NotedChange>(),
    ];

    // A mode may change its bits and still give no one more: what counts is a bit that was not set, another owner, another reason.
    private static bool IsMore(PrivilegeReceipt? was, PrivilegeReceipt file) => was is null
        || was.Owner != file.Owner
        || (Convert.ToInt32(file.Mode, 8) & ~Convert.ToInt32(was.Mode, 8)) != 0
        || file.Reasons.Except(was.Reasons, StringComparer.Ordinal).Any()
        || (file.Capabilities is not null && file.Capabilities != was.Capabilities);

    private static IEnumerable<NotedChange> GainsOf(UserReceipt? was, UserReceipt user)
    {
        if (user.Id == 0 && was?.Id is not 0)
            yield return new NotedChange($"user {user.Name}", $"the user {user.Name} has the number of root");

        // A new user is as many rights as its groups give it.
        foreach (var group in user.Groups.Except(was?.Groups ?? [], StringComparer.Ordinal))
            yield return new NotedChange($"user {user.Name} in {group}", $"the user {user.Name} in the group {group}");
    }

    private static bool IsRoot(string user) => user.Split(':')[0] is "" or "0" or Root;

    private static string Behind(string? capabilities) => capabilities is null ? "" : $" {capabilities}";
}
