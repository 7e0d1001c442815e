using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Containers;

/// <summary>The users and groups of an image, from its <c>/etc/passwd</c> and <c>/etc/group</c>.</summary>
/// <param name="Users">The users.</param>
/// <param name="Groups">The groups' names by number.</param>
public sealed record ImageAccounts(ImmutableArray<ImageAccount> Users, ImmutableDictionary<int, string> Groups)
{
    /// <summary>Reads both files; either may be missing.</summary>
    public static ImageAccounts Parse(string? passwd, string? group)
    {
        var users =
            from line in UserFiles.Rows(passwd ?? "")
            where line.Length >= 4
            let uid = Number(line[2])
            let gid = Number(line[3])
            where uid is not null && gid is not null
            select new ImageAccount(line[0], uid.Value, gid.Value);
        var groups = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var line in UserFiles.Rows(group ?? "").Where(line => line.Length >= 3))
        {
            if (Number(line[2]) is { } gid)
                groups.TryAdd(gid, line[0]);
        }

        return new ImageAccounts([.. users], groups.ToImmutable());
    }

    /// <summary>The user of that name; null where there is none.</summary>
    public ImageAccount? Find(string name) => Users.FirstOrDefault(user => user.Name == name);

    /// <summary>The name of a user's number, or the number where it has none.</summary>
    public string UserName(int uid) => Users.FirstOrDefault(user => user.Uid == uid)?.Name ?? uid.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of a group's number, or the number where it has none.</summary>
    public string GroupName(int gid) => Groups.GetValueOrDefault(gid) ?? gid.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A user of an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">Its group's number.</param>
public sealed record ImageAccount(string Name, int Uid, int Gid);
