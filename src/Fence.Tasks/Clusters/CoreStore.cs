using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>Keeps the lock, the history and the copy of the journal in <c>~/.fence</c> on the Core node.</summary>
/// <param name="core">Its shell.</param>
/// <param name="clock">Measures <see cref="Patience"/>.</param>
public sealed class CoreStore(INodeShell core, TimeProvider clock) : ILockStore, ICoreFiles
{
    /// <summary>How long the Core node may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Read = """
        date +%s
        cat beat 2>/dev/null || echo 0
        cat lock 2>/dev/null || true
        """;

    // The sign of life goes first: a lock without one would be stale at once.
    private const string Take = """
        [ "$(head -n 1 lock 2>/dev/null)" = "$1" ] || exit 103
        date +%s > beat.new && mv beat.new beat || exit 110
        printf '%s\n%s\n' "$2" "$3" > lock.new && mv lock.new lock || exit 110
        """;

    private const string Beat = """
        [ "$(head -n 1 lock 2>/dev/null)" = "$1" ] || exit 103
        date +%s > beat.new && mv beat.new beat || exit 110
        """;

    private const string Release = """
        [ "$(head -n 1 lock 2>/dev/null)" = "$1" ] || exit 0
        rm -f lock beat || exit 110
        """;

    private const string ReadFile = """cat "$1" 2>/dev/null || true""";

    private const string WriteFile = """
        [ -z "$2" ] || [ "$(head -n 1 lock 2>/dev/null)" = "$2" ] || exit 103
        cat > "$1.new" || exit 110
        if [ -s "$1.new" ]; then mv "$1.new" "$1"; else rm -f "$1" "$1.new"; fi || exit 110
        """;

    private const string AppendFile = """
        [ ! -s "$1" ] || [ -z "$(tail -c 1 "$1")" ] || echo >> "$1" || exit 110
        cat >> "$1" || exit 110
        """;

    /// <inheritdoc/>
    public async Task<LockReading> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = (await RunAsync(CoreFolder.Command(Read), input: null, cancellationToken)).Output.Split('\n');
        if (lines.Length < 2 || !TryNumber(lines[0], out var now) || !TryNumber(lines[1], out var beat))
            throw Failed("answered to the question for the lock with something else", FailureKind.Unknown);
        return new LockReading(lines.Length > 3 ? HolderOf(lines[2], lines[3]) : null, TimeSpan.FromSeconds(Math.Max(0, now - beat)));
    }

    /// <inheritdoc/>
    public async Task<bool> TakeAsync(string? expected, LockHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var command = CoreFolder.Command(Take, expected ?? "", holder.Token, JsonSerializer.Serialize(holder, ClusterJson.Default.LockHolder));
        return (await RunAsync(command, input: null, cancellationToken)).ExitCode == 0;
    }

    /// <inheritdoc/>
    public async Task<bool> BeatAsync(string token, CancellationToken cancellationToken) =>
        (await RunAsync(CoreFolder.Command(Beat, token), input: null, cancellationToken)).ExitCode == 0;

    /// <inheritdoc/>
    public Task ReleaseAsync(string token, CancellationToken cancellationToken) =>
        RunAsync(CoreFolder.Command(Release, token), input: null, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await RunAsync(CoreFolder.Command(ReadFile, name), input: null, cancellationToken)).Output;

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(string name, string content, string? lockToken, CancellationToken cancellationToken) =>
        (await RunAsync(CoreFolder.Command(WriteFile, name, lockToken ?? ""), content, cancellationToken)).ExitCode == 0;

    /// <inheritdoc/>
    public Task AppendAsync(string name, string line, CancellationToken cancellationToken) =>
        RunAsync(CoreFolder.Command(AppendFile, name), $"{line}\n", cancellationToken);

    private async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var result = await core.RunAsync(command, input, either.Token);
            return result.ExitCode switch
            {
                0 or CoreFolder.Declined => result,
                CoreFolder.NoFlock => throw Failed("has no command flock; it belongs to util-linux", FailureKind.Unknown),
                CoreFolder.Busy => throw Failed("is busy in ~/.fence with what another run has begun there", FailureKind.Busy),
                _ => throw Failed($"cannot use ~/.fence: {result.Error.Trim()}", FailureKind.Unknown),
            };
        }
        catch (OperationCanceledException silent) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer within {Patience.TotalSeconds:0} seconds", FailureKind.Connection, silent);
        }
    }

    // A file that somebody wrote by hand still locks: it is shown as it is.
    private static LockHolder HolderOf(string token, string json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, ClusterJson.Default.LockHolder) is { } holder)
                return holder with { Token = token };
        }
        catch (JsonException)
        {
            return Unreadable(token);
        }

        return Unreadable(token);
    }

    private static LockHolder Unreadable(string token) =>
        new() { Token = token, Who = "somebody", From = "somewhere", What = "a lock that this program did not write", Since = DateTimeOffset.UnixEpoch };

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private FenceException Failed(string how, FailureKind kind, Exception? cause = null) =>
        new(ExitCode.ClusterFailed, Diagnostic.Error("FO013", $"{core.Node} {how}", $"Look at it by hand: ls -la ~/.fence on {core.Node}"), cause) { Kind = kind };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class ClusterJson : JsonSerializerContext;
