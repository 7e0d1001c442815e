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
    public static async Task<DiagnosticReport> RunAsync(
        FenceDefinition definition, Sudoers? sudoers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var folder = HookFolderReader.Read(definition.RootDirectory, definition.Image.Hooks);
        var report = HookValidator.Validate(folder, new HookSurroundings(definition.Brand, sudoers));
        return DiagnosticReport.Of(report.Diagnostics.Concat(await BashSyntax.CheckAsync(folder, cancellationToken)));
    }
}
