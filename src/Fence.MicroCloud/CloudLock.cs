using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud;

/// <summary>Lets one process of this machine at a time change a cloud. The operating system lets go of it when the process ends.</summary>
internal sealed class CloudLock : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly FileStream _file;

    private CloudLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, and waits for it where another process has it.</summary>
    public static async Task<CloudLock> TakeAsync(MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken)
    {
        var path = options.State + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = options.TimeProvider.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                return new CloudLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException inner) when (inner is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (options.TimeProvider.GetElapsedTime(start) > Patience)
                {
                    throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                        "FC004", $"another process has been at the micro cloud {options.Name} for too long", $"see who has {path} open"), inner);
                }
            }

            if (!told)
                events.Tell(new StepTaken($"Waiting for another process that is at the micro cloud {options.Name}"));
            told = true;
            await Task.Delay(Interval, options.TimeProvider, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();
}
