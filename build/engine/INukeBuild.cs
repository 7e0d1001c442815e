using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What a component, an interface that brings targets along, knows of the build it is part of.</summary>
public interface INukeBuild
{
    /// <inheritdoc cref="NukeBuild.ReportSummary" />
    void ReportSummary(Configure<IDictionary<string, string>>? configurator = null);

    /// <inheritdoc cref="NukeBuild.InvokedTargets" />
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    /// <inheritdoc cref="NukeBuild.ExitCode" />
    int? ExitCode { get; set; }

    /// <inheritdoc cref="NukeBuild.RootDirectory" />
    AbsolutePath RootDirectory { get; }

    /// <inheritdoc cref="NukeBuild.TemporaryDirectory" />
    AbsolutePath TemporaryDirectory { get; }

    /// <inheritdoc cref="NukeBuild.Verbosity" />
    Verbosity Verbosity { get; }

    /// <inheritdoc cref="NukeBuild.Host" />
    Host Host { get; }

    /// <inheritdoc cref="NukeBuild.IsLocalBuild" />
    bool IsLocalBuild { get; }

    /// <inheritdoc cref="NukeBuild.IsServerBuild" />
    bool IsServerBuild { get; }

    /// <summary>
    /// The value given for a component's parameter; null where none was:
    /// <c>[Parameter] string? Tag => TryGetValue(() => Tag);</c>
    /// </summary>
    T? TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class?;

    /// <summary>The value given for a component's parameter of a value type; the type's default where none was.</summary>
    T? TryGetValue<T>(Expression<Func<object>> parameterExpression);
}
