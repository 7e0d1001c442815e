using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>Reads the hook folder of a definition, and judges it by every rule.</summary>
public static class HookValidation
{
    /// <summary>Finds everything that is wrong with the hooks.</summary>
    /// <param name="definition">The definition that names the folder.</param>
    /// <param name="sudoers">What sudo allows in the image; null when it is not known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">A hook cannot be read.</exception>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: the manifest is missing or no YAML.</exception>
    public static async Task<DiagnosticReport> RunAsync(
        FenceDefinition definition, Sudoers? sudoers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var folder = HookFolderReader.Read(definition.RootDirectory, definition.Image.Hooks);
        var surroundings = new HookSurroundings(definition.Brand, sudoers)
        {
            GitModes = await GitIndex.ReadModesAsync(definition.RootDirectory, definition.Image.Hooks, cancellationToken),
            Manifest = ManifestOf(definition),
        };
        var report = HookValidator.Validate(folder, surroundings);
        List<Diagnostic> own = [.. report.Diagnostics, .. await BashSyntax.CheckAsync(folder, cancellationToken)];
        return DiagnosticReport.Of(
            ShellCheck.Merge(own, await ShellCheck.CheckAsync(definition.RootDirectory, folder, cancellationToken)));
    }

    private static UserManifest? ManifestOf(FenceDefinition definition)
    {
        if (definition.Image.Manifest is not { } manifest)
            return null;
        var path = definition.FullPath(manifest);
        return File.Exists(path)
            ? UserManifest.Parse(File.ReadAllText(path), manifest)
            : throw new FenceException(
                ExitCode.BadInput,
                Diagnostic.Error("FH000", $"there is no manifest {manifest}", "Write it, or take image.manifest out of fence.yml.", new SourceSpan(manifest)));
    }
}
