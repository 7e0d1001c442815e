using System.Runtime.InteropServices;

namespace Nuke.Common.Execution;

/// <summary>
/// Notices Ctrl-C and a polite kill. The first one lets what is running end by itself, in its own order; the second one
/// ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    public const int ExitCode = 130;

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts to listen.</summary>
    /// <param name="announce">Called once, at the first signal.</param>
    public static Interruption Listen(Action announce)
    {
        var interruption = new Interruption();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            interruption.registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (!interruption.happened.TrySetResult()) Environment.Exit(ExitCode);
                announce();
            }));
        }

        return interruption;
    }

    /// <summary>Done with the first signal.</summary>
    public Task Happened => happened.Task;

    public bool HasHappened => Happened.IsCompleted;

    public void Dispose() => registrations.ForEach(r => r.Dispose());
}
