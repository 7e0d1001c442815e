namespace Fence.Tasks.Ssh;

/// <summary>
/// Programs that a terminal does not end. Its Ctrl-C goes to the whole process group; what was begun is ended by this program, in order: so
/// others get a session of their own where the platform can do that.
/// </summary>
internal static class OwnSession
{
    private static readonly string? Setsid = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : null;

    /// <summary>The program to start and its arguments.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Of(string program, IReadOnlyList<string> arguments) =>
        Setsid is null ? (program, arguments) : (Setsid, [program, .. arguments]);
}
