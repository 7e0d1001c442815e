using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Engines;

/// <summary>A command that this machine should have.</summary>
public static class LocalTool
{
    /// <summary>Installs a command's package where the command is missing, the machine is a Debian or Ubuntu, and this is root.</summary>
    /// <param name="command">The command.</param>
    /// <param name="package">The package that has it.</param>
    /// <param name="events">Is told what was installed; nothing where it was there.</param>
    /// <returns>Whether the command is there now.</returns>
    /// <exception cref="Fence.Tasks.Diagnostics.FenceException">The package cannot be installed.</exception>
    public static async Task<bool> EnsureAsync(string command, string package, IRunEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (HostCommand.Exists(command))
            return true;
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || !OsRelease.Read("/etc/os-release").IsDebianLike)
            return false;

        events.Tell(new StepTaken($"Installing {package} with apt-get"));
        await DebianPackages.InstallAsync([package]);
        return true;
    }
}
