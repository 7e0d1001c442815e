using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>How this run is to be done: the engine's own options, as given, or what holds without them.</summary>
internal sealed class BuildSettings
{
    [EngineOption("Targets to run; they can also stand first, without --target", ValueName = "target")]
    public string[] Target { get; set; } = [];

    [EngineOption("Targets to leave out; without names, all that were not asked for", ValueName = "target", HasLoneUse = true)]
    public string[]? Skip { get; set; }

    [EngineOption("Leave out what succeeded in the last run of the same plan")]
    public bool Continue { get; set; }

    [EngineOption("How many targets may run at once (default: the number of cores)")]
    public int Parallel { get; set; } = Environment.ProcessorCount;

    [EngineOption("Show what would run, and why")]
    public bool Plan { get; set; }

    /// <summary>Bodies are left out: it is a dry run, and the build has not said that its bodies see to it themselves.</summary>
    [EngineOption("Show what each target would do, without doing it", Name = nameof(DryRun))]
    public bool LeavesBodiesOut { get; set; }

    [EngineOption("Read .nuke/parameters.<profile>.json, too", ValueName = "profile")]
    public string[] Profile { get; set; } = [];

    [EngineOption("The root directory (default: the next one upwards with a .nuke folder)", HasLoneUse = true)]
    public AbsolutePath Root { get; set; } = FindRoot() ?? Environment.CurrentDirectory;

    [EngineOption("Where the build runs (default: found out)")]
    public Host Host { get; set; } = Host.Find();

    [EngineOption("How much to tell (default: Normal)")]
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    [EngineOption("Leave out the first line")]
    public bool NoLogo { get; set; }

    /// <summary>Null where no help is wanted; empty for all of it.</summary>
    [EngineOption("Show this, or explain one target", ValueName = "target", HasLoneUse = true)]
    public string[]? Help { get; set; }

    [EngineOption("Print completions for a shell", ValueName = "shell")]
    public Shell? Completion { get; set; }

    /// <summary>Nothing is to be done, only shown: by the engine, or by a build that declares this parameter.</summary>
    public bool DryRun { get; set; }

    /// <summary>The next folder upwards from the working directory that has a <c>.nuke</c> folder.</summary>
    public static AbsolutePath? FindRoot()
    {
        var folder = AbsolutePath.Create(Environment.CurrentDirectory);
        while (folder is not null && !Directory.Exists(folder / ".nuke")) folder = folder.Parent;
        return folder;
    }
}
