using System.Text.RegularExpressions;

namespace Fence.Tasks.Diagnostics;

/// <summary>Tells a secret from other values, by its name, its shape, or its look. Never repeats one.</summary>
internal static partial class Secrets
{
    private static readonly string[] SecretWords =
        ["TOKEN", "PASSWORD", "PASSWD", "PASS", "PASSPHRASE", "SECRET", "CREDENTIAL", "CREDENTIALS"];
    private static readonly string[] KeyWords = ["KEY", "APIKEY", "ACCESSKEY"];
    private static readonly string[] PublicWords =
    [
        "PUBLIC", "SHA", "SHA1", "SHA256", "COMMIT", "REVISION", "DIGEST", "CHECKSUM", "HASH", "FINGERPRINT",
        "FILE", "PATH", "URL",
    ];
    private static readonly string[] Settings = ["always", "default", "disabled", "enabled", "optional", "prompt", "required"];

    /// <summary>What the known shapes begin with, or hold.</summary>
    private static readonly string[] Beginnings =
    [
        "AKIA", "ASIA", "npm_", "eyJ", "hooks.slack.com", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-",
        "xox", "sk_live_", "NRAK-", "AIza", "-----BEGIN ",
    ];

    /// <summary>The programs that take a password as an argument with no name of its own.</summary>
    private static readonly string[] Programs = ["mysql", "curl", "sshpass"];

    /// <summary>Whether a value that stands in a file should not, given the name it is given to.</summary>
    public static bool IsSecret(string name, string value)
    {
        var words = name.ToUpperInvariant().Split('_', '-', '.');
        if (words.Any(word => PublicWords.Contains(word, StringComparer.Ordinal)) || IsPlace(value))
            return false;
        if (SecretWords.Contains(words[^1], StringComparer.Ordinal))
            return value.Length >= 6 && !Settings.Contains(value, StringComparer.OrdinalIgnoreCase);
        if (KeyWords.Contains(words[^1], StringComparer.Ordinal))
            return value.Length >= 8 && value.Any(char.IsAsciiDigit);
        return LooksRandom(value);
    }

    /// <summary>Whether a name promises a secret, whatever it is given.</summary>
    public static bool NamesSecret(string name) => IsSecret(name, "no-random-1");

    /// <summary>The places in a text that have the shape of a known kind of secret, or of a URL with a password.</summary>
    public static IEnumerable<(int Start, int End)> Shapes(string text) =>
        Matches(text)
            .Select(
                match =>
                    match.Groups["secret"] is { Success: true } secret
                        ? (secret.Index, secret.Index + secret.Length)
                        : (match.Index, match.Index + match.Length));

    // Nearly every hook has none, and a plain search says so much faster than the patterns.
    private static List<Match> Matches(string text)
    {
        var all = new List<Match>();
        if (Beginnings.Any(beginning => text.Contains(beginning, StringComparison.Ordinal)))
            all.AddRange(KnownShape().Matches(text));
        if (text.Contains("://", StringComparison.Ordinal))
            AddApart(all, Password().Matches(text));
        if (Programs.Any(program => text.Contains(program, StringComparison.Ordinal)))
            AddApart(all, Argument().Matches(text));
        return all;
    }

    /// <summary>A token in an address is one secret.</summary>
    private static void AddApart(List<Match> all, MatchCollection more) =>
        all.AddRange(more.Where(match => !all.Exists(other => other.Index < match.Index + match.Length && match.Index < other.Index + other.Length)).ToList());

    /// <summary>A long run of letters and digits in which few repeat.</summary>
    private static bool LooksRandom(string value)
    {
        if (value.Length < 16 || value.Count(char.IsAsciiDigit) < 2 || value.Count(char.IsAsciiLetter) < 2 || !Opaque().IsMatch(value))
            return false;
        var entropy = value.GroupBy(c => c).Select(
            group => (double)group.Count() / value.Length).Sum(share => -share * Math.Log2(share));
        return entropy >= 3.5;
    }

    private static bool IsPlace(string value) =>
        value.StartsWith('/') || value.StartsWith('~') || value.StartsWith("./", StringComparison.Ordinal)
        || value.Contains("://", StringComparison.Ordinal) || value.Contains(' ', StringComparison.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z0-9+/=_-]*[A-Za-z0-9]{16}[A-Za-z0-9+/=_-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Opaque();

    [GeneratedRegex(
        @"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,}"
        + @"|ASIA[0-9A-Z]{16}|npm_[A-Za-z0-9]{36}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
        + @"|hooks\.slack\.com/services/T[A-Za-z0-9_]+/B[A-Za-z0-9_]+/[A-Za-z0-9_]{10,}"
        + @"|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10,}"
        + @"|sk_live_[A-Za-z0-9]{16,}|NRAK-[A-Z0-9]{20,}|AIza[A-Za-z0-9_-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY-----",
        RegexOptions.NonBacktracking)]
    private static partial Regex KnownShape();

    [GeneratedRegex(
        @"\b(?:mysql[a-z]*\s(?:[^\n|;&]*\s)?-p|sshpass\s+-p\s*)['""]?(?<secret>[^\s'""$`|;&<>-][^\s'""$`|;&<>]{3,})"
        + @"|\bcurl\s(?:[^\n|;&]*\s)?(?:-u|--user)[\s=]*['""]?[^\s:'""$`]+:(?<secret>[^\s'""$`|;&<>]{4,})",
        RegexOptions.NonBacktracking)]
    private static partial Regex Argument();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@'""$]*:(?<secret>[^\s/@:'""$`{}<>]+)@", RegexOptions.NonBacktracking)]
    private static partial Regex Password();
}
