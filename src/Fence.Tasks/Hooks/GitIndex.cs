using System.Collections.Immutable;
using CliWrap;
using CliWrap.Buffered;

namespace Fence.Tasks.Hooks;

/// <summary>Which modes git has for the files of a folder: what every other checkout gets.</summary>
public static class GitIndex
{
    internal const string PlainFile = "100644";
    internal const string ExecutableFile = "100755";

    /// <summary>The modes by path relative to the root, such as <c>100755</c>; empty where there is no git or no repository.</summary>
    /// <param name="rootDirectory">The folder that paths start from.</param>
    /// <param name="folder">The folder, relative to it.</param>
    /// <param name="cancellationToken">Ends git, too.</param>
    public static async Task<ImmutableDictionary<string, string>> ReadModesAsync(
        string rootDirectory, string folder, CancellationToken cancellationToken = default)
    {
        var listed = await GitAsync(["-C", rootDirectory, "ls-files", "--stage", "-z", "--", folder], cancellationToken);
        return listed is null ? ImmutableDictionary<string, string>.Empty : Parse(listed);
    }

    /// <summary>Whether the repository of a folder takes the executable bits of its work tree for real: <c>core.fileMode</c>, which git sets itself.</summary>
    /// <returns>True also where there is no git or no repository.</returns>
    public static async Task<bool> TrustsWorkTreeAsync(string folder, CancellationToken cancellationToken) =>
        await GitAsync(["-C", folder, "config", "--type=bool", "core.fileMode"], cancellationToken) is not { } setting || setting.Trim() is not "false";

    private static async Task<string?> GitAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap("git")
                .WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return result.ExitCode == 0 ? result.StandardOutput : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No git on this machine: then nothing is known about its index, and nothing is said.
            return null;
        }
    }

    /// <summary>Sets the executable bit of a file in git's index, and nothing else of it.</summary>
    /// <param name="rootDirectory">The folder that paths start from.</param>
    /// <param name="path">The file, relative to it; git has it.</param>
    /// <param name="cancellationToken">Ends git, too.</param>
    /// <exception cref="IOException">git cannot write its index.</exception>
    internal static async Task MakeExecutableAsync(string rootDirectory, string path, CancellationToken cancellationToken)
    {
        // 'update-index --chmod' would add what the file holds now, as well.
        var entry = await GitAsync(rootDirectory, ["ls-files", "--full-name", "--stage", "-z", "--", path], cancellationToken);
        if (entry.TrimEnd('\0').Split('\t', 2) is not [var stage, var fullName] || stage.Split(' ') is not [_, var content, _])
            throw new IOException($"git does not have {path} in its index");
        await GitAsync(rootDirectory, ["update-index", "--cacheinfo", $"{ExecutableFile},{content},{fullName}"], cancellationToken);
    }

    private static async Task<string> GitAsync(string rootDirectory, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap("git")
            .WithArguments(["-C", rootDirectory, .. arguments])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return result.ExitCode == 0 ? result.StandardOutput : throw new IOException($"git could not read or write its index: {result.StandardError.Trim()}");
    }

    /// <summary>Reads <c>mode object stage TAB path</c>, with NUL behind each.</summary>
    internal static ImmutableDictionary<string, string> Parse(string output) => output
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('\t', 2))
        .Where(entry => entry.Length == 2)
        .GroupBy(entry => entry[1], StringComparer.Ordinal)
        .ToImmutableDictionary(file => file.Key, file => file.First()[0].Split(' ')[0], StringComparer.Ordinal);
}
