using System.Buffers.Binary;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Reads the extended attribute <c>security.capability</c> (linux/capability.h, <c>struct vfs_cap_data</c>) into the text that <c>getcap</c> prints.</summary>
internal static class FileCapabilities
{
    private const uint EffectiveFlag = 1;

    private static readonly string[] Names =
    [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "linux_immutable",
        "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot",
        "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease",
        "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
        "perfmon", "bpf", "checkpoint_restore",
    ];

    /// <summary>Such as <c>cap_net_admin,cap_net_raw=ep</c>.</summary>
    public static string Text(ReadOnlySpan<byte> attribute)
    {
        if (attribute.Length < 12)
            return "unknown";

        var head = BinaryPrimitives.ReadUInt32LittleEndian(attribute);
        ulong permitted = Word(attribute, 1), inheritable = Word(attribute, 2);
        if (attribute.Length >= 20)
        {
            permitted |= (ulong)Word(attribute, 3) << 32;
            inheritable |= (ulong)Word(attribute, 4) << 32;
        }

        var byFlags = Enumerable.Range(0, 64)
            .Select(bit => (Name: bit < Names.Length ? $"cap_{Names[bit]}" : $"cap_{bit}", Flags: Flags(bit)))
            .Where(capability => capability.Flags.Length > 0)
            .GroupBy(capability => capability.Flags, capability => capability.Name, StringComparer.Ordinal);
        return string.Join(' ', byFlags.Select(group => $"{string.Join(',', group)}={group.Key}"));

        string Flags(int bit)
        {
            bool isPermitted = (permitted >> bit & 1) != 0, isInheritable = (inheritable >> bit & 1) != 0;
            var isEffective = (head & EffectiveFlag) != 0 && (isPermitted || isInheritable);
            return $"{(isEffective ? "e" : "")}{(isInheritable ? "i" : "")}{(isPermitted ? "p" : "")}";
        }
    }

    private static uint Word(ReadOnlySpan<byte> attribute, int number) => BinaryPrimitives.ReadUInt32LittleEndian(attribute[(number * 4)..]);
}
