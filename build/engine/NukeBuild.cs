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
    internal static BuildSettings Settings { get; set; } = new();

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

    /// <summary>The targets that were asked for.</summary>
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; internal set; } = [];

    /// <summary>The exit code to end with, where a build wants another one than the engine's.</summary>
    public int? ExitCode { get; set; }

    internal ParameterValues Parameters { get; init; } = new();

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
        BuildProgram.Execute<T>(
            [.. defaultTargetExpressions.Select(e => MemberOf(e.Body).Name)], Environment.GetCommandLineArgs()[1..]);

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

    /// <summary>Called when parameters have values and the plan is made, before anything runs.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    internal static MemberInfo MemberOf(Expression expression) => expression switch
    {
        MemberExpression member => member.Member,
        UnaryExpression { Operand: var operand } => MemberOf(operand),
        _ => throw new NotSupportedException($"{expression} must name a member of the build"),
    };
}
