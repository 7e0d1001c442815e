using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles.Rules;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// Asks this machine's visudo whether it can read what a Dockerfile puts into the image's sudoers: <c>visudo -cs</c>.
/// </summary>
public static partial class VisudoSyntax
{
    private static readonly Rule Rule = new SudoersUnreadable().Rule;

    /// <summary>What visudo refuses beyond what rule <c>FD032</c> finds by itself; nothing where there is no visudo.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="context">The files that can be copied; null when they are not known.</param>
    /// <param name="cancellationToken">Ends visudo, too.</param>
    public static Task<ImmutableArray<Diagnostic>> CheckAsync(
        Dockerfile dockerfile, IContextFiles? context, CancellationToken cancellationToken = default) =>
        CheckAsync(dockerfile, context, Find(), cancellationToken);

    internal static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        Dockerfile dockerfile, IContextFiles? context, string? visudo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        if (visudo is null)
            return [];
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var text in ImageSudoers.Texts(dockerfile, context).Where(text => !SudoersSyntax.Faults(text.Text).Any()))
            found.AddRange(await AskAsync(visudo, text, cancellationToken));
        return found.ToImmutable();
    }

    private static async Task<IEnumerable<Diagnostic>> AskAsync(string visudo, SudoersText text, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(visudo)
            .WithArguments(["-c", "-s", "-f", "-"])
            .WithEnvironmentVariables(environment => environment.Set("LC_ALL", "C"))
            .WithStandardInputPipe(PipeSource.FromString($"{text.Text.TrimEnd('\n')}\n", Encoding.UTF8))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return
            from match in result.ExitCode == 0 ? [] : Complaint().Matches($"{result.StandardError}\n{result.StandardOutput}").Take(1)
            let reason = match.Groups["reason"].Value.Trim()
            // Of a name that is defined in another file visudo knows nothing here; FD008 looks at all of them.
            where !reason.Contains("referenced but not defined", StringComparison.Ordinal)
            select Rule.Finding(
                $"visudo cannot read this: {reason}",
                "Mend the line; 'visudo -cs' says the same.",
                text.SpanOfLine(int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)));
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "visudo"))
            .FirstOrDefault(File.Exists);

    /// <summary>
    /// <c>stdin:1:14: reason</c>, and of older releases <c>&gt;&gt;&gt; stdin: reason near line 1 &lt;&lt;&lt;</c>.
    /// </summary>
    [GeneratedRegex(
        @"stdin:(?<line>[0-9]{1,9}):(?:[0-9]+:)? (?<reason>[^\n]+)|>>> stdin: (?<reason>[^\n]+?) near line (?<line>[0-9]{1,9}) <<<",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Complaint();
}
