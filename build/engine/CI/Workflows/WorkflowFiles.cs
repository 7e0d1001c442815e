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
    public static IReadOnlyList<AbsolutePath> WriteIfChanged(NukeBuild build, AbsolutePath root, IReadOnlyList<ExecutableTarget> targets, bool isAsked)
    {
        var written = new List<AbsolutePath>();
        foreach (var attribute in build.GetType().GetCustomAttributes<GitHubActionsAttribute>().Where(a => a.AutoGenerate || isAsked))
        {
            var errors = new List<string>();
            TargetNames.Resolve(attribute.InvokedTargets, [.. targets.Select(t => t.Name)], errors);
            if (errors.Count > 0) throw new CommandLineException([.. errors.Select(e => $"[GitHubActions(\"{attribute.Name}\")]: {e}")]);

            var file = GitHubWorkflow.File(root, attribute);
            var text = GitHubWorkflow.For(attribute, root, targets);
            if (file.FileExists() && file.ReadAllText() == text) continue;
            file.WriteAllText(text);
            written.Add(file);
        }

        return written;
    }
}
