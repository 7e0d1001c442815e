using System.ComponentModel;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Fence.Tasks.Docker;

/// <summary>A <c>docker</c> command of this machine.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Version">Its version, such as <c>28.2.2</c>; empty where it is another program.</param>
/// <param name="HasBuildx">Whether the plugin buildx works with it.</param>
public sealed partial record DockerCommand(string Path, string Version, bool HasBuildx)
{
    // From 18.09 on the command itself speaks with an engine's BuildKit; from 23.0 on that is left to the plugin.
    private static readonly System.Version FirstWithBuildKit = new(18, 9);
    private static readonly System.Version FirstThatNeedsBuildx = new(23, 0);

    /// <summary>Whether it can have BuildKit build.</summary>
    public bool HasBuildKit => Parsed is { } version && (version >= FirstThatNeedsBuildx ? HasBuildx : version >= FirstWithBuildKit);

    /// <inheritdoc/>
    public override string ToString() => HasBuildKit ? $"{Path} {Version}" : $"{Path} {Version} without {(Parsed >= FirstThatNeedsBuildx ? "buildx" : "BuildKit")}";

    private System.Version? Parsed => System.Version.TryParse(Version, out var version) ? version : null;

    /// <summary>Finds all of this machine, in the order in which a shell would.</summary>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public static async Task<IReadOnlyList<DockerCommand>> FindAllAsync(Func<string, string?> environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var program = OperatingSystem.IsWindows() ? "docker.exe" : "docker";
        var found = new List<DockerCommand>();
        foreach (var path in (environment("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, program))
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal))
        {
            var version = VersionIn().Match(await AskAsync(path, ["--version"], cancellationToken) ?? "").Groups["version"].Value;
            found.Add(new DockerCommand(path, version, await AskAsync(path, ["buildx", "version"], cancellationToken) is not null));
        }

        return found;
    }

    private static async Task<string?> AskAsync(string path, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Cli.Wrap(path).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
            return answer.ExitCode == 0 ? answer.StandardOutput : null;
        }
        catch (Win32Exception)
        {
            return null; // It is not executable, or for another machine.
        }
    }

    [GeneratedRegex(@"\ADocker version (?<version>\d+\.\d+(?:\.\d+)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionIn();
}
