using System.Collections.Immutable;
using System.Globalization;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Reads <c>/etc/passwd</c> and <c>/etc/group</c>. Passwords are in neither of them any more, and are not looked at.</summary>
internal static class UserFiles
{
    public static ImmutableArray<UserReceipt> Users(string passwd, string group)
    {
        var memberships = Rows(group).Where(row => row.Length == 4)
            .SelectMany(row => row[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(user => (User: user, Group: row[0])))
            .ToLookup(member => member.User, member => member.Group, StringComparer.Ordinal);
        return
        [
            .. Rows(passwd)
                .Where(row => row.Length == 7 && IsNumber(row[2]) && IsNumber(row[3]))
                .Select(row => new UserReceipt(
                    row[0], Number(row[2]), Number(row[3]), [.. memberships[row[0]].Order(StringComparer.Ordinal)], row[5], row[6]))
                .OrderBy(user => user.Id)
                .ThenBy(user => user.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of the groups, by their numbers.</summary>
    public static Dictionary<long, string> Groups(string group) => Rows(group).Where(row => row.Length == 4)
        .Where(row => IsNumber(row[2]))
        .GroupBy(row => (long)Number(row[2]))
        .ToDictionary(same => same.Key, same => same.First()[0]);

    /// <summary>The lines of one of the files that begin with a name, each as its fields.</summary>
    public static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r').Split(':')).Where(row => row[0].Length > 0);

    private static bool IsNumber(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static uint Number(string text) => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
