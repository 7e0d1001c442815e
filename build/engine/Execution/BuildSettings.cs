using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>How this run is to be done; what the engine's own options say.</summary>
internal sealed record BuildSettings(AbsolutePath Root)
{
    /// <summary>What holds before a command line has been read.</summary>
    public static BuildSettings Default { get; } =
        new(FindRoot(Environment.CurrentDirectory) ?? AbsolutePath.Create(Environment.CurrentDirectory));

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    public Host Host { get; init; } = new Terminal();

    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Null to skip nothing, empty to skip all that were not asked for.</summary>
    public IReadOnlyList<string>? Skip { get; init; }

    public int Parallel { get; init; } = Environment.ProcessorCount;

    public bool Continue { get; init; }

    public bool Plan { get; init; }

    /// <summary>Nothing is to be done, only shown.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bodies are left out: it is a dry run, and the build has not said that its bodies see to it themselves.</summary>
    public bool LeavesBodiesOut { get; init; }

    public bool NoLogo { get; init; }

    /// <summary>Null where no help is wanted; empty for all of it.</summary>
    public IReadOnlyList<string>? Help { get; init; }

    public string? Completion { get; init; }

    /// <summary>The next folder upwards that has a <c>.nuke</c> folder.</summary>
    public static AbsolutePath? FindRoot(AbsolutePath? from)
    {
        while (from is not null && !(from / ".nuke").DirectoryExists()) from = from.Parent;
        return from;
    }

    /// <summary>The settings that the values say.</summary>
    /// <param name="root">The root directory.</param>
    /// <param name="values">The values of all parameters.</param>
    /// <param name="words">The words of the command line that stand for targets.</param>
    public static BuildSettings From(AbsolutePath root, ParameterValues values, IReadOnlyList<string> words)
    {
        // A build's own parameter of the same name takes the engine's option away.
        T Own<T>(string name, T otherwise) =>
            values.Find(name) is { Declaration.IsEngineOption: true, Value: T value } ? value : otherwise;

        return new(root)
        {
            Verbosity = Own(EngineOptions.Verbosity, Verbosity.Normal),
            Host = Host.Create(Own<string?>(EngineOptions.Host, null)),
            Targets = [.. words, .. Own<string[]>(EngineOptions.Target, [])],
            Skip = Own<string[]?>(EngineOptions.Skip, null),
            Parallel = Own(EngineOptions.Parallel, Environment.ProcessorCount),
            Continue = Own(EngineOptions.Continue, false),
            Plan = Own(EngineOptions.Plan, false),
            DryRun = values.Get(EngineOptions.DryRun, false),
            LeavesBodiesOut = Own(EngineOptions.DryRun, false),
            NoLogo = Own(EngineOptions.NoLogo, false),
            Help = Own<string[]?>(EngineOptions.Help, null),
            Completion = Own<string?>(EngineOptions.Completion, null),
        };
    }
}
