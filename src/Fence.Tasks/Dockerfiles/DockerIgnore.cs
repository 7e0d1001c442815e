using System.Text;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// A <c>.dockerignore</c>, read as Docker reads it: the last pattern that matches a path or a folder above it decides.
/// </summary>
public sealed class DockerIgnore
{
    private readonly IReadOnlyList<Pattern> patterns;

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
        var ignored = false;
        foreach (var pattern in patterns)
        {
            // A pattern that would not change the answer need not be tried.
            if (pattern.IsException == ignored && pattern.MatchesPathOrFolderAbove(path))
                ignored = !pattern.IsException;
        }

        return ignored;
    }

    /// <summary>Whether nothing below a folder can be part of the context, so that it need not be looked into.</summary>
    public bool IgnoresAllBelow(string folder) =>
        Ignores(folder) && !patterns.Any(pattern => pattern.IsException && pattern.MayMatchBelow(folder));

    // As Go's path.Clean does: no empty, "." and ".." components, and no slash at either end.
    private static string Clean(string line)
    {
        var kept = new List<string>();
        foreach (var part in line.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            else if (part is not ".")
                kept.Add(part);
        }

        return string.Join('/', kept);
    }

    private sealed class Pattern(string text, bool isException)
    {
        private readonly Regex? compiled = Compile(text);

        public bool IsException => isException;

        public bool MatchesPathOrFolderAbove(string path)
        {
            for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            {
                if (compiled?.IsMatch(path.AsSpan(0, end)) == true)
                    return true;
            }

            return false;
        }

        public bool MayMatchBelow(string folder) =>
            text.StartsWith(folder + "/", StringComparison.Ordinal) || text.AsSpan().ContainsAny("*?[\\");

        private static Regex? Compile(string pattern)
        {
            var regex = new StringBuilder("^");
            for (var i = 0; i < pattern.Length; i++)
            {
                switch (pattern[i])
                {
                    case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                        i++;
                        var folders = i + 1 < pattern.Length && pattern[i + 1] == '/';
                        if (folders)
                            i++;
                        regex.Append(folders ? "(.*/)?" : ".*");
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

            try
            {
                return new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            }
            catch (ArgumentException)
            {
                return null; // A pattern that is none, such as "[z-a]", matches nothing.
            }
        }
    }
}
