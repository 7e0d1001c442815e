using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud;

/// <summary>Which micro cloud is meant, and what it is made of.</summary>
public sealed partial record MicroCloudOptions
{
    /// <summary>
    /// Its name: small letters, digits and hyphens. Everything on the engine is named after it and labelled with it, so that clouds of
    /// different names live side by side.
    /// </summary>
    public string Name { get; init; } = FenceDefinition.MicroCloudName;

    /// <summary>The number of DEAs, 1 to <see cref="MicroCloudDefinition.MaximumDeas"/>.</summary>
    public int Deas { get; init; } = MicroCloudDefinition.DefaultDeas;

    /// <summary>The folder with the Dockerfiles of its images: <c>images/micro-cloud</c> of this repository.</summary>
    public required string ImagesDirectory { get; init; }

    /// <summary>
    /// Where its key pair, <c>known_hosts</c> and <c>ssh_config</c> are kept; null means <c>$XDG_STATE_HOME/fence/NAME</c>, and
    /// <c>~/.local/state/fence/NAME</c> where that variable is not set.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>How long a node may take to become ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the state is kept, with the default filled in.</summary>
    internal string State => StateDirectory ?? Path.Combine(StateHome(), Name);

    /// <summary>The folder in the user's home where Fence keeps what outlives a run.</summary>
    internal static string StateHome()
    {
        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return Path.Combine(
            Path.IsPathRooted(home) ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
            "fence");
    }

    /// <summary>Refuses a name or a number that cannot be.</summary>
    internal void Validate()
    {
        if (!NamePattern().IsMatch(Name))
        {
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FC001", $"'{Name}' cannot be the name of a micro cloud", "use 1 to 40 small letters, digits and hyphens, a letter first"));
        }

        if (Deas is < 1 or > MicroCloudDefinition.MaximumDeas)
        {
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FC002",
                $"a micro cloud of {Deas} DEAs is not possible",
                $"ask for 1 to {MicroCloudDefinition.MaximumDeas}"));
        }
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?\\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}
