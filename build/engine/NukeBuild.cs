using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>A build: derive from it, declare targets and parameters, and let <c>Main</c> call <see cref="Execute{T}"/>.</summary>
public abstract class NukeBuild : INukeBuild
{
    internal static BuildSettings Settings { get; set; } = BuildSettings.Default;

    /// <summary>The folder that has the <c>.nuke</c> folder.</summary>
    public static AbsolutePath RootDirectory => Settings.Root;

    /// <summary>A folder for what need not last, under <c>.nuke</c>.</summary>
    public static AbsolutePath TemporaryDirectory => Settings.Root / ".nuke" / "temp";

    /// <summary>How much is told.</summary>
    public static Verbosity Verbosity => Settings.Verbosity;

    /// <summary>Where the build runs.</summary>
    public static Host Host => Settings.Host;

    /// <summary>Whether it runs for a person, not on a CI server.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>Whether it runs on a CI server.</summary>
    public static bool IsServerBuild => Host is IBuildServer;

    /// <summary>All targets of this run, in order.</summary>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; } = [];

    /// <summary>The targets that were asked for.</summary>
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(t => t.Invoked)];

    /// <summary>The targets left out so far.</summary>
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => In(ExecutionStatus.Skipped);

    /// <summary>The targets done so far.</summary>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => In(ExecutionStatus.Succeeded);

    /// <summary>The targets that have failed so far.</summary>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => In(ExecutionStatus.Failed);

    /// <summary>The targets that an interruption has ended.</summary>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => In(ExecutionStatus.Aborted);

    /// <summary>Whether nothing has gone wrong so far.</summary>
    public bool IsSuccessful => ExecutionPlan.All(t => t.Status is not (ExecutionStatus.Failed or ExecutionStatus.Aborted));

    /// <summary>The exit code to end with, where a build wants another one than the engine's.</summary>
    public int? ExitCode { get; set; }

    internal ParameterValues Parameters { get; set; } = new();

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    Verbosity INukeBuild.Verbosity => Verbosity;

    Host INukeBuild.Host => Host;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;

    /// <summary>Runs the build that the command line asks for.</summary>
    /// <param name="defaultTargetExpressions">What to run where it names no target.</param>
    /// <returns>
    /// The exit code: 0 done; 1 a target failed; 2 the command line is wrong; 130 interrupted; or <see cref="ExitCode"/> where
    /// the build has set it. Nothing is printed after it has returned.
    /// </returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() =>
        BuildProgram.Execute(
            typeof(T), static () => new T(), [.. defaultTargetExpressions.Select(e => MemberOf(e.Body).Name)],
            Environment.GetCommandLineArgs()[1..]);

    /// <summary>Puts pairs behind the running target's line in the table at the end.</summary>
    public void ReportSummary(Configure<IDictionary<string, string>>? configurator = null)
    {
        var target = BuildRun.CurrentTarget ?? throw new InvalidOperationException("ReportSummary is for the body of a target");
        IDictionary<string, string> pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        target.SummaryInformation = (configurator?.Invoke(pairs) ?? pairs).ToDictionary(StringComparer.Ordinal);
    }

    T? INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class => (T?)Parameters.Find(MemberOf(parameterExpression.Body))?.Value;

    T? INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression)
        where T : default => Parameters.Find(MemberOf(parameterExpression.Body)) is { Value: T value } ? value : default;

    /// <summary>Called when the build exists, before its parameters have values.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when parameters have values and the plan is made, before anything runs.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called when nothing runs any more, before the table is printed.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before a target's bodies run.</summary>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called when a target is left out.</summary>
    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called when a target is done.</summary>
    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called when a target has failed.</summary>
    protected internal virtual void OnTargetFailed(string target)
    {
    }

    internal static MemberInfo MemberOf(Expression expression) => expression switch
    {
        MemberExpression member => member.Member,
        UnaryExpression { Operand: var operand } => MemberOf(operand),
        _ => throw new NotSupportedException($"{expression} must name a member of the build"),
    };

    private ExecutableTarget[] In(ExecutionStatus status) => [.. ExecutionPlan.Where(t => t.Status == status)];
}
