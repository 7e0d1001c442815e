using Fence.Tasks.Diagnostics;

namespace Fence.Simulation.Tests;

/// <summary>What may go wrong between a process and a machine.</summary>
internal sealed record Weather
{
    public double Refused { get; init; }

    public double LostQuestion { get; init; }

    public double LostAnswer { get; init; }

    public double Silent { get; init; }

    public double Slow { get; init; }

    /// <summary>The question arrives when the one who asked has long been told that there is no answer.</summary>
    public double Late { get; init; }

    public double Failing { get; init; }

    public static Weather Calm { get; } = new();
}

/// <summary>Carries questions to a machine and answers back; either may get lost, and a killed process' question still arrives.</summary>
internal sealed class Network(World world)
{
    public Weather Weather { get; set; } = Weather.Calm;

    public Task<T> AskAsync<T>(SimProcess process, string machine, Func<bool> isUp, string what, Func<T> act, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        var there = world.Between(0.001, 0.05) + (world.Happens(Weather.Slow) ? world.Between(1, 40) : TimeSpan.Zero);
        var back = world.Between(0.001, 0.05) + (world.Happens(Weather.Slow) ? world.Between(1, 40) : TimeSpan.Zero);
        if (world.Happens(Weather.Refused))
            Fail(there, "connection refused");
        else if (world.Happens(Weather.LostQuestion))
            Fail(there + back, "connection reset by peer");
        else if (world.Happens(Weather.Late))
        {
            Fail(TimeSpan.FromSeconds(60), "did not answer within 60 seconds");
            world.After(world.Between(60, 400), Arrive);
        }
        else
            world.After(there, Arrive);
        return answer.Task;

        void Arrive()
        {
            if (!isUp())
            {
                world.Note(process.Name, $"{machine} is down: {what}");
                Fail(back, "no route to host");
                return;
            }

            if (world.Happens(Weather.Failing))
            {
                world.Note(process.Name, $"{machine} answers 500: {what}");
                Fail(back, "internal server error", FailureKind.Busy);
                return;
            }

            T result;
            try
            {
                result = act();
            }
            catch (FenceException refusal)
            {
                world.Note(process.Name, $"{machine} refuses {what}: {refusal.Message}");
                world.After(back, () => End(() => answer.TrySetException(refusal)));
                return;
            }

            if (world.Happens(Weather.LostAnswer))
            {
                world.Note(process.Name, $"{machine} did {what}, and the answer is lost");
                Fail(back, "unexpected EOF");
            }
            else if (world.Happens(Weather.Silent))
            {
                world.Note(process.Name, $"{machine} did {what}, and is silent");
                Fail(TimeSpan.FromSeconds(60), "did not answer within 60 seconds");
            }
            else
            {
                world.Note(process.Name, $"{machine}: {what}");
                world.After(back, () => End(() => answer.TrySetResult(result)));
            }
        }

        void Fail(TimeSpan after, string how, FailureKind kind = FailureKind.Connection)
        {
            world.After(after, () => End(() => answer.TrySetException(Broken(machine, how, kind))));
        }

        void End(Action end)
        {
            registration.Unregister();
            if (process.IsAlive)
                end();
        }
    }

    public static FenceException Broken(string machine, string how, FailureKind kind = FailureKind.Connection) =>
        new(ExitCode.ClusterFailed, Diagnostic.Error("SIM01", $"{machine}: {how}")) { Kind = kind };
}
