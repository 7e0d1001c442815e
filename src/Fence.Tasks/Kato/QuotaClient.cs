using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Policy;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Kato;

/// <summary>Runs the client on the Core node.</summary>
/// <param name="core">The Core node's shell.</param>
/// <param name="brand">The brand, whose name is the client's.</param>
/// <param name="clock">Measures <see cref="KatoClient.Patience"/>.</param>
public sealed class QuotaClient(INodeShell core, Brand brand, TimeProvider clock) : IQuotas
{
    /// <summary>Reads what <c>helion quotas --json</c> prints; null when it is something else.</summary>
    /// <param name="json">The output.</param>
    public static ImmutableArray<QuotaPrivilege>? Read(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonArray quotas)
                return null;
            // Releases differ in whether the properties are in an "entity".
            return [.. quotas.OfType<JsonObject>().Select(quota => quota["entity"] as JsonObject ?? quota)
                .Where(quota => quota["name"] is JsonValue)
                .Select(quota => new QuotaPrivilege(quota["name"]!.ToString(), quota["allow_sudo"]?.ToString() is "true"))];
        }
        catch (JsonException)
        {
            // The client may be logged in nowhere; the quotas are then not known, and the rest still is.
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<QuotaPrivilege>?> ListAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync(QuotaCommand.List(brand), cancellationToken);
        return result.ExitCode == 0 ? Read(result.Output) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> AllowSudoAsync(string quota, bool allowsSudo, string lockToken, CancellationToken cancellationToken)
    {
        var result = await RunAsync(QuotaCommand.Configure(brand, quota, allowsSudo, lockToken), cancellationToken);
        return result.ExitCode switch
        {
            0 => true,
            CoreFolder.Declined => false,
            _ => throw Failed(
                QuotaCommand.Configure(brand, quota, allowsSudo),
                $"ended with exit code {result.ExitCode}: {(string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error).Trim()}",
                result.ExitCode == CoreFolder.Busy ? FailureKind.Busy : FailureKind.Unknown),
        };
    }

    private async Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(KatoClient.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await core.RunAsync(command, input: null, either.Token);
        }
        catch (OperationCanceledException silent) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(command, $"did not answer within {KatoClient.Patience.TotalSeconds:0} seconds; what it did is not known", FailureKind.Connection, silent);
        }
    }

    private FenceException Failed(IReadOnlyList<string> command, string how, FailureKind kind, Exception? cause = null) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FK010", $"{brand.Name} on {core.Node} {how}", $"Try it by hand on {core.Node}: {ShellLine.Of(command)}"),
        cause)
    {
        Kind = kind,
    };
}
