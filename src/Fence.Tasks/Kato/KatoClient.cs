using System.Collections.Immutable;
using System.Text.Json;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Kato;

/// <summary>Runs kato on the Core node.</summary>
/// <param name="core">The Core node's shell.</param>
/// <param name="clock">Measures <see cref="Patience"/>.</param>
public sealed class KatoClient(INodeShell core, TimeProvider clock) : IKato
{
    /// <summary>How long kato may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string WarningPrefix = "WARNING:";

    /// <inheritdoc/>
    public async Task<ConfigReading> ReadAsync(ConfigKeyDefinition key, CancellationToken cancellationToken)
    {
        var output = (await RunAsync(KatoCommand.ConfigGet(key), cancellationToken)).TrimEnd('\n');
        try
        {
            return new ConfigReading(ConfigValue.FromJson(output), output);
        }
        catch (JsonException broken)
        {
            throw Failed(KatoCommand.ConfigGet(key), $"answered with something that is no JSON: {FirstLine(output)}", broken);
        }
    }

    /// <inheritdoc/>
    public async Task<ConfigWrite> WriteAsync(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guard);
        var result = await AskAsync(KatoCommand.ConfigSet(key, value, guard), cancellationToken);
        if (result.ExitCode is CoreFolder.Declined)
            return ConfigWrite.LockLost;
        if (result.ExitCode is KatoCommand.ValueChanged)
            return ConfigWrite.Changed;
        OutputOrThrow(KatoCommand.ConfigSet(key, value, ConfigPlan.ChangesType(guard.Before.Value, value)), result);
        return ConfigWrite.Done;
    }

    /// <inheritdoc/>
    public Task RestartAsync(string process, CancellationToken cancellationToken) => RunAsync(KatoCommand.Restart(process), cancellationToken);

    /// <summary>Asks for the cluster's nodes: of the configuration, and where that does not tell them, by <c>kato node list</c>.</summary>
    /// <exception cref="FenceException">kato could not be asked, or tells no node either way.</exception>
    public async Task<ImmutableArray<KatoNode>> ListNodesAsync(CancellationToken cancellationToken)
    {
        var config = await AskAsync(KatoCommand.NodeConfig, cancellationToken);
        if (config.ExitCode == 0 && KatoNodes.FromConfig(WithoutWarnings(config.Output)) is { } known)
            return known;
        var listed = KatoNodes.FromList(await RunAsync(KatoCommand.NodeList, cancellationToken));
        return listed.IsEmpty ? throw Failed(KatoCommand.NodeList, "told no node, neither so nor by its configuration") : listed;
    }

    private async Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await AskAsync(command, cancellationToken);
        return OutputOrThrow(command, result);
    }

    private string OutputOrThrow(IReadOnlyList<string> command, CommandResult result)
    {
        var output = WithoutWarnings(result.Output);
        return result.ExitCode == 0
            ? output
            : throw Failed(command, $"ended with exit code {result.ExitCode}: {FirstLine(result.Error) ?? FirstLine(output) ?? "it said nothing"}");
    }

    private async Task<CommandResult> AskAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await core.RunAsync(command, input: null, either.Token);
        }
        catch (OperationCanceledException silent) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(command, $"did not answer within {Patience.TotalSeconds:0} seconds; what it did is not known", silent, FailureKind.Connection);
        }
    }

    // On which stream warnings come is not documented.
    private static string WithoutWarnings(string output) => string.Join(
        '\n', output.Split('\n').Where(line => !line.StartsWith(WarningPrefix, StringComparison.Ordinal)));

    private static string? FirstLine(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(line => !line.StartsWith(WarningPrefix, StringComparison.Ordinal));

    private FenceException Failed(IReadOnlyList<string> command, string how, Exception? cause = null, FailureKind kind = FailureKind.Unknown) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FK001", $"kato on {core.Node} {how}", $"Try it by hand on {core.Node}: {ShellLine.Of(command)}"),
        cause)
    {
        Kind = kind,
    };
}
