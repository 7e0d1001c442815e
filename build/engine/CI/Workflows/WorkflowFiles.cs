using System.Reflection;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>The workflow files that a build's attributes ask for.</summary>
internal static class WorkflowFiles
{
    /// <summary>Writes those that have changed.</summary>
    /// <param name="build">The build.</param>
    /// <param name="root">The repository.</param>
    /// <param name="targets">The build's targets.</param>
    /// <param name="isAsked">Whether also those are written that are not written by any run.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="CommandLineException">An attribute names a target that there is not.</exception>
    public static IEnumerable<AbsolutePath> WriteIfChanged(
        NukeBuild build, AbsolutePath root, IReadOnlyList<ExecutableTarget> targets, bool isAsked)
    {
        var folder = root / ".github" / "workflows";
        var attributes = build.GetType().GetCustomAttributes<GitHubActionsAttribute>();
        foreach (var attribute in attributes.Where(a => a.AutoGenerate || isAsked))
        {
            var errors = new List<string>();
            var invoked = TargetNames.Resolve(attribute.InvokedTargets, targets, errors);
            if (errors.Count > 0)
                throw new CommandLineException([.. errors.Select(e => $"[GitHubActions(\"{attribute.Name}\")]: {e}")]);

            var file = folder / $"{attribute.Name}.yml";
            var text = new GitHubWorkflow(attribute, root, ExecutionPlanner.Plan(targets, invoked)).ToString();
            if (File.Exists(file) && File.ReadAllText(file) == text) continue;
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, text);
            yield return file;
        }
    }
}
