using System.Collections.Immutable;
using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Hooks;
using Fence.Tasks.Policy;

namespace Fence.Tasks.Validation;

/// <summary>What a definition names, judged by every rule, less what somebody takes as it is.</summary>
public static class Judgement
{
    /// <summary>Every rule there is, of hooks, Dockerfiles, policies and suppressions.</summary>
    public static ImmutableArray<Rule> Rules { get; } =
        [.. HookRules.All, .. DockerfileRules.All, .. PolicyRules.All, Suppressions.Unused];

    /// <summary>Judges the hooks.</summary>
    /// <param name="definition">The definition that names them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: a file cannot be read.</exception>
    public static async Task<DiagnosticReport> HooksAsync(FenceDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var report = await ImageValidation.HooksAsync(definition, cancellationToken);
        var comments = HookFolderReader.Read(definition.RootDirectory, definition.Image.Hooks).Hooks
            .SelectMany(hook => SuppressionComments.Read(hook.Path, Encoding.UTF8.GetString(hook.Bytes.AsSpan())));
        return Suppressions.Apply(report, comments, definition.Validation.Ignored.Where(IsOfHooks), HookRules.All);
    }

    /// <summary>Judges the Dockerfile.</summary>
    /// <param name="definition">The definition that names it.</param>
    /// <param name="baseImage">What is known of the base beyond the definition; null when nothing is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: a file cannot be read.</exception>
    public static async Task<DiagnosticReport> DockerfileAsync(
        FenceDefinition definition, BaseImage? baseImage = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var report = await ImageValidation.DockerfileAsync(definition, baseImage, cancellationToken);
        var path = definition.FullPath(definition.Image.Dockerfile);
        var comments = File.Exists(path) ? SuppressionComments.Read(definition.Image.Dockerfile, File.ReadAllText(path)) : [];
        return Suppressions.Apply(
            report, comments, definition.Validation.Ignored.Where(entry => IsOf(DockerfileRules.All, entry)), DockerfileRules.All);
    }

    /// <summary>Judges the policy. Only warnings of it can be suppressed: for what is refused, somebody has to answer by name.</summary>
    /// <param name="definition">The definition that has it.</param>
    /// <param name="today">The day, in UTC.</param>
    /// <param name="cluster">What the cluster allows now; null when it was not asked.</param>
    public static DiagnosticReport Policy(FenceDefinition definition, DateOnly today, ClusterPrivileges? cluster = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var report = PolicyValidator.Validate(definition.Policy, today, cluster);
        var refused = report with { Diagnostics = [.. report.Stopping(Severity.Error)] };
        var rest = report with { Diagnostics = [.. report.Diagnostics.Except(refused.Diagnostics)] };
        // What only the cluster can tell cannot be missed where it was not asked.
        var ignored = definition.Validation.Ignored.Where(entry => IsOf(PolicyRules.All, entry) && (cluster is not null || entry.Rule is not "FP007"));
        return DiagnosticReport.Join([refused, Suppressions.Apply(rest, [], ignored, PolicyRules.All)]);
    }

    // A number that no rule has is said once.
    private static bool IsOfHooks(IgnoredRule entry) => IsOf(HookRules.All, entry) || !IsOf(Rules, entry);

    private static bool IsOf(ImmutableArray<Rule> rules, IgnoredRule entry) => rules.Any(rule => Suppressions.GoesBy(rule, entry.Rule));
}
