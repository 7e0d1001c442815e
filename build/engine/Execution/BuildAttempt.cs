using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// Remembers which targets of a plan have succeeded, for <c>--continue</c>: the first line is the plan, each further one a
/// target that is done.
/// </summary>
internal sealed class BuildAttempt(AbsolutePath file)
{
    private readonly Lock gate = new();

    /// <summary>The targets that the last run of this plan did, if the last run was of this plan.</summary>
    public IReadOnlyCollection<string> Done(ExecutionPlan plan)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        return lines.FirstOrDefault() == Line(plan) ? lines[1..] : [];
    }

    /// <summary>Starts anew with this plan and what of it is done already.</summary>
    public void Begin(ExecutionPlan plan, IEnumerable<string> done) =>
        File.WriteAllLines(file, done.Prepend(Line(plan)));

    /// <summary>Remembers that a target is done.</summary>
    public void Add(string target)
    {
        lock (gate) File.AppendAllText(file, target + "\n");
    }

    private static string Line(ExecutionPlan plan) => string.Join(' ', plan.Targets);
}
