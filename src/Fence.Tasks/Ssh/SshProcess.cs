using System.Diagnostics;

namespace Fence.Tasks.Ssh;

/// <summary>Starts the system's <c>ssh</c>.</summary>
internal static class SshProcess
{
    public static ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        var (program, all) = OwnSession.Of("ssh", arguments);
        return new ProcessStartInfo(program, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
