using Fence.Tasks.Definition;

namespace Fence.Tasks.Kato;

/// <summary>The command lines of the users' and admins' client, <c>helion</c> or <c>stackato</c>, computed and not run (DOMAIN section 7).</summary>
public static class QuotaCommand
{
    // What follows the lock's token is the command itself.
    private const string Guarded = """
        [ "$(head -n 1 lock 2>/dev/null)" = "$1" ] || exit 103
        shift
        "$@"
        """;

    /// <summary>Lists the quotas.</summary>
    public static IReadOnlyList<string> List(Brand brand) => [Client(brand), "quotas", "--json"];

    /// <summary>Lets the applications of a quota use sudo, or no longer.</summary>
    public static IReadOnlyList<string> Configure(Brand brand, string quota, bool allowsSudo) =>
        [Client(brand), "quota", "configure", quota, allowsSudo ? "--allow-sudo" : "--no-allow-sudo"];

    /// <summary>The same, run on the Core node only while a token holds the cluster's lock there.</summary>
    public static IReadOnlyList<string> Configure(Brand brand, string quota, bool allowsSudo, string lockToken) =>
        CoreFolder.Command(Guarded, [lockToken, .. Configure(brand, quota, allowsSudo)]);

    private static string Client(Brand brand) => brand.Name;
}
