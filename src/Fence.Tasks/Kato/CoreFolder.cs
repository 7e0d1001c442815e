namespace Fence.Tasks.Kato;

/// <summary>
/// The folder <c>~/.fence</c> on the Core node, where runs from anywhere meet: short scripts in it exclude each other by <c>flock</c>, which
/// the system lets go of when a script ends, however it ends.
/// </summary>
/// <remarks>kato is always run as the same user (DOMAIN section 1), so the home of that user is the same place for everybody.</remarks>
public static class CoreFolder
{
    /// <summary>The script found a condition not to hold, and did nothing.</summary>
    public const int Declined = 103;

    /// <summary>The folder cannot be used.</summary>
    public const int Unusable = 110;

    /// <summary>Another script holds the mutex, and has not ended in time.</summary>
    public const int Busy = 111;

    /// <summary>There is no <c>flock</c> on the node.</summary>
    public const int NoFlock = 112;

    /// <summary>The lock's file; its first line is the holder's token.</summary>
    public const string LockFile = "lock";

    private const string Prelude = """
        umask 077
        mkdir -p "$HOME/.fence" && cd "$HOME/.fence" || exit 110
        command -v flock >/dev/null || exit 112
        exec 9>>mutex || exit 110
        flock -w 20 9 || exit 111

        """;

    /// <summary>A command that runs a POSIX script in the folder, alone.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments, <c>$1</c> and so on.</param>
    public static IReadOnlyList<string> Command(string script, params ReadOnlySpan<string> arguments) =>
        ["sh", "-c", $"{Prelude}{script}", "fence", .. arguments];
}
