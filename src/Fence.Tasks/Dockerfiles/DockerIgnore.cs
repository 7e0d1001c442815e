using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A <c>.dockerignore</c>, read as Docker's own command reads it (moby/patternmatcher).</summary>
public sealed class DockerIgnore
{
    private readonly IReadOnlyList<Pattern> patterns;
    private readonly ConcurrentDictionary<string, Judgement> judged = new(StringComparer.Ordinal);

    private DockerIgnore(IReadOnlyList<Pattern> patterns) => this.patterns = patterns;

    /// <summary>One that leaves nothing out.</summary>
    public static DockerIgnore Nothing { get; } = new([]);

    /// <summary>Reads the file's text. Lines that are no patterns match nothing, as with Docker.</summary>
    public static DockerIgnore Parse(string text)
    {
        var read = new List<Pattern>();
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            if (raw.StartsWith('#'))
                continue;

            var line = raw.Trim();
            var exception = line.StartsWith('!');
            if (exception)
                line = line[1..].Trim();
            line = Clean(line);
            if (line.Length > 0)
                read.Add(new Pattern(line, exception));
        }

        return new DockerIgnore(read);
    }

    /// <summary>Whether a path is left out.</summary>
    /// <param name="path">Relative to the context, with <c>/</c>.</param>
    public bool Ignores(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (IgnoresAllBelow(path[..slash]))
                return true;
        }

        return Judge(path).IsIgnored;
    }

    /// <summary>
    /// Whether nothing below a folder can be part of the context, so that it need not be looked into: it is left out, and no exception
    /// begins with its name. An exception with a wildcard in its place is none that Docker would look for.
    /// </summary>
    public bool IgnoresAllBelow(string folder) => patterns.Count > 0
        && Judge(folder).IsIgnored
        && !patterns.Any(pattern => pattern.IsException && pattern.BeginsWith(folder));

    // The last pattern that matches decides. One that matched a folder matches all below it; but one that could not have changed the answer
    // for the folder was not tried there, and then does not hold for what is below, unless it matches that itself.
    private Judgement Judge(string path) => judged.GetOrAdd(path, _ =>
    {
        var above = path.LastIndexOf('/') is > 0 and var slash ? Judge(path[..slash]).Matched : null;
        var matched = new bool[patterns.Count];
        var ignored = false;
        for (var i = 0; i < patterns.Count; i++)
        {
            matched[i] = above?[i] == true || (patterns[i].IsException == ignored && patterns[i].Matches(path));
            if (matched[i])
                ignored = !patterns[i].IsException;
        }

        return new Judgement(ignored, matched);
    });

    // As Go's filepath.Clean does: no empty and "." components, "..", where there is something to go up from, and no slash at either end.
    private static string Clean(string line)
    {
        var kept = new List<string>();
        foreach (var part in line.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is ".." && kept.Count > 0 && kept[^1] is not "..")
                kept.RemoveAt(kept.Count - 1);
            else if (part is not "." && (part is not ".." || !line.StartsWith('/')))
                kept.Add(part);
        }

        return string.Join('/', kept);
    }

    private sealed record Judgement(bool IsIgnored, bool[] Matched);

    private sealed class Pattern(string text, bool isException)
    {
        private readonly Regex? compiled = Compile(text);

        public bool IsException => isException;

        public bool Matches(string path) => compiled?.IsMatch(path) == true;

        public bool BeginsWith(string folder) => $"{text}/".StartsWith($"{folder}/", StringComparison.Ordinal);

        private static Regex? Compile(string pattern)
        {
            // Docker compares the ends as texts where nothing but two leading stars is special: "**a" matches "ba".
            if (pattern.StartsWith("**", StringComparison.Ordinal) && pattern.AsSpan(2).IndexOfAny("*?[]\\") < 0)
                return Compiled(pattern.StartsWith("**/", StringComparison.Ordinal) ? $"(.*/)?{Regex.Escape(pattern[3..])}" : $".*{Regex.Escape(pattern[2..])}");

            var regex = new StringBuilder();
            for (var i = 0; i < pattern.Length; i++)
            {
                switch (pattern[i])
                {
                    case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                        i += i + 2 < pattern.Length && pattern[i + 2] == '/' ? 2 : 1;
                        regex.Append(i + 1 < pattern.Length ? "(.*/)?" : ".*");
                        break;
                    case '*':
                        regex.Append("[^/]*");
                        break;
                    case '?':
                        regex.Append("[^/]");
                        break;
                    case '[':
                        var close = pattern.IndexOf(']', i + 1);
                        if (close < 0)
                            return null;
                        regex.Append(pattern.AsSpan(i, close - i + 1));
                        i = close;
                        break;
                    case '\\' when i + 1 < pattern.Length:
                        regex.Append(Regex.Escape(pattern[++i].ToString()));
                        break;
                    default:
                        regex.Append(Regex.Escape(pattern[i].ToString()));
                        break;
                }
            }

            return Compiled(regex.ToString());
        }

        private static Regex? Compiled(string regex)
        {
            try
            {
                return new Regex($@"\A(?:{regex})\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            }
            catch (ArgumentException)
            {
                return null; // A pattern that is none, such as "[z-a]", matches nothing.
            }
        }
    }
}
