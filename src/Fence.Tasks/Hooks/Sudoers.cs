using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Fence.Tasks.Hooks;

/// <summary>
/// What the sudoers files of an image grant, as far as hooks need to know: who may run which commands. Hosts and run-as users are
/// not
/// looked at, and neither are groups, whose members the image's base decides.
/// </summary>
/// <param name="Grants">The grants, in order.</param>
public sealed record Sudoers(ImmutableArray<SudoersGrant> Grants)
{
    private const string Everything = "ALL";

    /// <summary>Reads the text of a sudoers file; what is not understood in it grants nothing.</summary>
    public static Sudoers Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var aliases = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var grants = ImmutableArray.CreateBuilder<SudoersGrant>();
        foreach (var line in Lines(text))
        {
            var first = line.Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
            if (first.Length < 2 || first[0].StartsWith('@') || first[0].StartsWith("Defaults", StringComparison.Ordinal))
                continue;
            var equals = IndexOfPlain(line, '=');
            if (equals < 0)
                continue;
            if (first[0] is "User_Alias" or "Cmnd_Alias" or "Host_Alias" or "Runas_Alias")
                aliases[first[1][..IndexOfPlain(first[1], '=')].Trim()] = Items(line[(equals + 1)..]);
            else
                grants.AddRange(GrantsOf(line[..equals], line[(equals + 1)..], aliases));
        }
        return new Sudoers(grants.ToImmutable());
    }

    /// <summary>
    /// The users that are written like an alias, in upper case, and are none: sudo grants nothing to them, and says nothing of it
    /// (<c>HELION</c> in the documentation's own example).
    /// </summary>
    public IEnumerable<string> UndefinedAliases =>
        Grants.Select(grant => grant.User).Where(
            user => user is not Everything && IsAlias(user)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a user may run a command.</summary>
    /// <param name="user">The user.</param>
    /// <param name="command">The command's path, or its name alone.</param>
    /// <param name="arguments">Its arguments, joined by blanks, as far as they are known.</param>
    /// <param name="isComplete">Whether these are all the arguments, or only how they begin.</param>
    public bool Allow(string user, string command, string arguments, bool isComplete)
    {
        var grants = Grants.Where(grant => grant.User is Everything || string.Equals(grant.User, user, StringComparison.Ordinal));
        // The last entry that matches decides.
        var decision = grants.LastOrDefault(
            grant => Matches(grant.Command.TrimStart('!').Trim(), command, arguments, isComplete));
        return decision is { Command: var granted } && !granted.StartsWith('!');
    }

    /// <summary>Two files that apply together, this one first.</summary>
    public Sudoers With(Sudoers other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Sudoers([.. Grants, .. other.Grants]);
    }

    private static bool Matches(string granted, string command, string arguments, bool isComplete)
    {
        if (granted is Everything)
            return true;
        var blank = granted.IndexOf(' ', StringComparison.Ordinal);
        var path = blank < 0 ? granted : granted[..blank];
        var name = command.Contains('/', StringComparison.Ordinal) ? path : path[(path.LastIndexOf('/') + 1)..];
        if (!FileSystemName.MatchesSimpleExpression(name, command, ignoreCase: false)
            && !(path.EndsWith('/') && command.StartsWith(path, StringComparison.Ordinal)))
        {
            return false;
        }
        if (blank < 0)
            return true;
        var wanted = granted[(blank + 1)..].Trim();
        return wanted is "\"\"" ? arguments.Length == 0 && isComplete : Wildcards.Match(wanted, arguments, isComplete);
    }

    private static IEnumerable<SudoersGrant> GrantsOf(
        string left, string right, Dictionary<string, ImmutableArray<string>> aliases)
    {
        // "user host = …": the hosts are the last word.
        var host = left.TrimEnd().LastIndexOfAny([' ', '\t']);
        var users = Items(host < 0 ? left : left[..host]);
        foreach (var user in users.SelectMany(user => aliases.TryGetValue(user, out var members) ? members : [user]))
        {
            foreach (var item in Items(right).Select(WithoutTags))
            {
                foreach (var command in aliases.TryGetValue(item, out var members) ? members : [item])
                    yield return new SudoersGrant(user, command);
            }
        }
    }

    /// <summary>Takes <c>(root) NOPASSWD:</c> off a command.</summary>
    private static string WithoutTags(string item)
    {
        var rest = item.Trim();
        if (rest.StartsWith('('))
            rest = rest[(rest.IndexOf(')', StringComparison.Ordinal) + 1)..].TrimStart();
        while (rest.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && rest[..colon].Trim().All(c => char.IsAsciiLetterUpper(c) || c == '_'))
            rest = rest[(colon + 1)..].TrimStart();
        return rest;
    }

    private static bool IsAlias(string name) =>
        char.IsAsciiLetterUpper(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    private static IEnumerable<string> Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#'));

    private static ImmutableArray<string> Items(string list)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        for (var rest = list; rest.Length > 0;)
        {
            var comma = IndexOfPlain(rest, ',');
            items.Add((comma < 0 ? rest : rest[..comma]).Trim());
            rest = comma < 0 ? "" : rest[(comma + 1)..];
        }
        return [.. items.Where(item => item.Length > 0)];
    }

    /// <summary>The first place of a character that no backslash precedes.</summary>
    private static int IndexOfPlain(string text, char wanted)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == wanted)
                return i;
        }
        return -1;
    }
}

/// <summary>A user and a command that sudo lets them run.</summary>
/// <param name="User">The user, <c>ALL</c>, or a name that looks like an alias and is none.</param>
/// <param name="Command">The command with its arguments, <c>ALL</c>, or either with <c>!</c> in front.</param>
public sealed record SudoersGrant(string User, string Command);
