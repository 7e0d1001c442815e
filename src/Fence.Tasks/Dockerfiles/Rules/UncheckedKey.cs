using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>
/// A key vouches for every package of its source, and what vouches for the key is only the address it came from. What
/// <c>apt-key</c> adds is rule <c>FD009</c>'s.
/// </summary>
internal sealed partial class UncheckedKey : IDockerfileRule
{
    private const string Remedy = "Copy the key from the repository, or compare its fingerprint in the same RUN.";

    private static readonly string[] Folders = ["/usr/share/keyrings/", "/etc/apt/keyrings/", "/etc/apt/trusted.gpg"];

    private static readonly string[] Sums = ["sha256sum", "sha384sum", "sha512sum", "shasum"];

    public Rule Rule { get; } = new("FD043", Severity.Warning, "a key that nobody has compared");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from run in inspection.AllInstructions
        where run.Keyword is "RUN"
        let finding = ShortName(run) ?? Fetched(run)
        where finding is not null
        select finding;

    /// <summary>The last digits of a fingerprint are not enough: other keys are made to end alike.</summary>
    private Diagnostic? ShortName(Instruction run) => (
        from command in run.Commands
        where IsGpg(command) && command.Arguments.Any(word => word.Literal is "--recv-keys" or "--recv" or "--receive-keys")
        from word in command.Arguments
        where word.Literal is { } name && ShortId().IsMatch(name)
        select Rule.Finding(
            $"other keys can be made that go by {word.Literal}, too",
            "Write the whole fingerprint, 40 digits.",
            run.SpanOf(word)))
        .FirstOrDefault();

    private Diagnostic? Fetched(Instruction run)
    {
        if (run.Commands.FirstOrDefault(Fetches) is not { } fetching
            || !run.Commands.Any(command => TakesKey(command) || (command.Name is not "apt-key" && WritesKeyring(command)))
            || IsCompared(run))
            return null;
        return Rule.Finding("whoever answers at this address says which key is trusted", Remedy, run.SpanOf(fetching));
    }

    private static bool Fetches(ShellCommand command) =>
        command.Name is "wget" or "curl" && command.Arguments.Any(word => word.LiteralPrefix.StartsWith("http", StringComparison.OrdinalIgnoreCase));

    private static bool TakesKey(ShellCommand command) =>
        IsGpg(command) && command.Arguments.Any(word => word.Literal is "--dearmor" or "--import");

    private static bool WritesKeyring(ShellCommand command) =>
        command.Arguments.Concat(command.Redirections.Where(to => to.Operator.StartsWith('>')).Select(to => to.Target))
            .Any(word => Folders.Any(folder => word.LiteralPrefix.Contains(folder, StringComparison.Ordinal)))
        && command.Name is "wget" or "curl" or "tee" or "cat" or "cp" or "mv" or "install" or "gpg" or "gpg2";

    /// <summary>Whether a fingerprint or a checksum is written there, or what gpg shows of the key is looked through.</summary>
    private static bool IsCompared(Instruction run) =>
        Fingerprint().IsMatch(run.Expand(run.Arguments))
        || run.HereDocuments.Any(document => Fingerprint().IsMatch(document.Text))
        || run.Commands.Any(command => Sums.Contains(command.Name, StringComparer.Ordinal))
        || (run.Commands.Any(command => IsGpg(command) && command.Arguments.Any(word => word.Literal is "--show-keys" or "--fingerprint" or "--with-fingerprint"))
            && run.Commands.Any(command => command.Name is "grep" or "test" or "[" or "[[" or "diff" or "cmp"));

    private static bool IsGpg(ShellCommand command) => command.Name is "gpg" or "gpg2";

    [GeneratedRegex(@"^(?:0x)?(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{16})$", RegexOptions.NonBacktracking)]
    private static partial Regex ShortId();

    [GeneratedRegex(@"\b(?:[0-9A-Fa-f]{4} {0,2}){9}[0-9A-Fa-f]{4}\b|\b[0-9A-Fa-f]{64}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Fingerprint();
}
