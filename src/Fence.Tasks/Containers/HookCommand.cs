using System.Collections.Immutable;

namespace Fence.Tasks.Containers;

/// <summary>
/// The command that runs a piece of an application's life. How fence runs hooks is not documented; that what they export outlasts them is
/// (DOMAIN section 5). So each runs in a bash of its own, which begins with exactly the environment that the piece before it left.
/// </summary>
internal static class HookCommand
{
    /// <summary>Where that bash tells how it ended and what is exported.</summary>
    public const string ResultFile = "/tmp/.fence-hook";

    /// <summary>What that bash runs.</summary>
    public static string Script { get; } = ReadScript();

    private const string PhpScript = """
        $told = "ended\0";
        foreach (getenv() as $name => $value) $told .= "$name=$value\0";
        exit(file_put_contents($argv[1], $told) === strlen($told) ? 0 : 1);
        """;

    /// <summary>A command of a user hook.</summary>
    public static ImmutableArray<string> User(string home, string hook, string command, IReadOnlyDictionary<string, string> environment) =>
        [.. Clean(environment), "/bin/bash", "-c", Script, hook, ResultFile, home, "user", command];

    /// <summary>An admin hook.</summary>
    public static ImmutableArray<string> Admin(string home, string path, IReadOnlyDictionary<string, string> environment) =>
        [.. Clean(environment), "/bin/bash", "-c", Script, path, ResultFile, home, "admin", path];

    /// <summary>The application itself.</summary>
    public static ImmutableArray<string> Start(string home, string command, IReadOnlyDictionary<string, string> environment) =>
        [.. Clean(environment), "/bin/bash", "-c", Script, "start", ResultFile, home, "start", command];

    /// <summary>Only tells what is in the environment; <paramref name="shell"/> is what stands between.</summary>
    public static ImmutableArray<string> Look(string home, IReadOnlyDictionary<string, string> environment, params ReadOnlySpan<string> shell) =>
        [.. Clean(environment), .. shell, "-c", Script, "look", ResultFile, home, "look", ""];

    /// <summary>The same, as PHP itself sees it.</summary>
    public static ImmutableArray<string> LookByPhp(string php, IReadOnlyDictionary<string, string> environment) =>
        [.. Clean(environment), php, "-r", PhpScript, "--", ResultFile];

    private static IEnumerable<string> Clean(IReadOnlyDictionary<string, string> environment) =>
    [
        "/usr/bin/env", "-i", .. environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"),
    ];

    private static string ReadScript()
    {
        using var stream = typeof(HookCommand).Assembly.GetManifestResourceStream("Fence.Tasks.Containers.hook.bash")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
