using System.Diagnostics;

namespace Fence.Tasks.Ssh;

/// <summary>Starts the system's <c>ssh</c>.</summary>
internal static class SshProcess
{
    // Ctrl-C at a terminal goes to the whole process group. What runs on a node is ended by this program, in order,
    // and not by the terminal: so ssh gets a session of its own where the platform can do that.
    private static readonly string? Setsid = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : null;

    /// <summary>The program to start and its arguments.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Detached(IReadOnlyList<string> arguments) =>
        Setsid is null ? ("ssh", arguments) : (Setsid, ["ssh", .. arguments]);

    public static ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        var (program, all) = Detached(arguments);
        return new ProcessStartInfo(program, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
