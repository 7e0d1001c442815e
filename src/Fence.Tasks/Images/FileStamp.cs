using System.Runtime.InteropServices;

namespace Fence.Tasks.Images;

/// <summary>What a file system says of a file without its being read. As long as it says the same, the content is the same.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file in it.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ModifiedAt">When its content was written, in nanoseconds since 1970; a program can set it.</param>
/// <param name="ChangedAt">When anything of it changed, likewise; no program can set it. 0 where the system does not tell.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(ulong Device, ulong Inode, ulong Size, long ModifiedAt, long ChangedAt)
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;
    private const long NanosecondsInSecond = 1_000_000_000;

    /// <summary>Whether the same stamp stands for the same content also on another day.</summary>
    public bool IsLasting => ChangedAt != 0;

    /// <summary>When the file last was touched in any way, in nanoseconds since 1970.</summary>
    public long LatestAt => Math.Max(ModifiedAt, ChangedAt);

    /// <summary>Asks the file system.</summary>
    /// <param name="path">The file, absolute; a link to it is followed.</param>
    /// <returns>What it says; null where there is no such file.</returns>
    public static FileStamp? Of(string path)
    {
        // .NET tells neither the inode nor the time of change.
        if (OperatingSystem.IsLinux())
            return Ask(CurrentFolder, path, 0, BasicFields, out var told) == 0 ? Of(told) : null;

        var found = new FileInfo(path);
        return found.Exists
            ? new FileStamp(0, 0, (ulong)found.Length, (found.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick, 0)
            : null;
    }

    private static FileStamp Of(Answer told) => new(
        ((ulong)told.DeviceMajor << 32) | told.DeviceMinor, told.Inode, told.Size, Nanoseconds(told.ModifiedAt), Nanoseconds(told.ChangedAt));

    private static long Nanoseconds(Time time) => (time.Seconds * NanosecondsInSecond) + time.Nanoseconds;

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Answer told);

    // The layout of struct statx in statx(2): the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public Time ChangedAt;

        [FieldOffset(112)]
        public Time ModifiedAt;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Time
    {
        public long Seconds;
        public uint Nanoseconds;
    }
}
