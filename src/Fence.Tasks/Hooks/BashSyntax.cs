using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>Asks this machine's bash whether it can read the hooks. Runs nothing of them: <c>bash -n</c>.</summary>
public static partial class BashSyntax
{
    /// <summary>The rule that bash is.</summary>
    public static Rule Rule { get; } = new("FH010", Severity.Error, "bash cannot read the hook");

    /// <summary>What bash refuses; nothing where there is no bash.</summary>
    /// <param name="folder">The folder, as read.</param>
    /// <param name="cancellationToken">Ends bash, too.</param>
    public static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        HookFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (OperatingSystem.IsWindows() || Find() is not { } bash)
            return [];
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var hook in folder.Hooks.Where(IsReadable))
            found.AddRange(await CheckAsync(bash, hook, cancellationToken));
        return found.ToImmutable();
    }

    private static async Task<IEnumerable<Diagnostic>> CheckAsync(
        string bash, HookScript hook, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(bash)
            .WithArguments(["--norc", "--noprofile", "-n"])
            .WithEnvironmentVariables(environment => environment.Set("LC_ALL", "C").Set("BASH_ENV", null))
            .WithStandardInputPipe(PipeSource.FromBytes(hook.Bytes.AsMemory()))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode == 0)
            return [];
        // The lines behind the first only repeat what bash was reading.
        var match = Complaint().Match(result.StandardError);
        var line = match.Success ? int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var reason = match.Success ? match.Groups["reason"].Value.Trim() : $"exit code {result.ExitCode}";
        return [Rule.Finding(
            $"bash cannot read {hook.Name}: {reason}",
            "Mend the line; 'bash -n' says the same.",
            new SourceSpan(hook.Path, line))];
    }

    /// <summary>Other rules say it better where the reason is a line end or a NUL byte, or another language.</summary>
    internal static bool IsReadable(HookScript hook) =>
        !hook.Bytes.Contains((byte)'\r') && !hook.Bytes.Contains((byte)0)
        && new InspectedHook(hook, "").Shebang is null or { IsShell: true };

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/bin")
            .Select(folder => Path.Combine(folder, "bash"))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"line (?<line>[0-9]{1,9}): (?<reason>[^\n]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Complaint();
}
