namespace Fence.Tasks.Runs;

/// <summary>The port that every stage tells its events to. Implementations may be called from several threads at once.</summary>
public interface IRunEvents
{
    /// <summary>Takes one event; returns soon and never throws.</summary>
    void Tell(RunEvent happened);
}
