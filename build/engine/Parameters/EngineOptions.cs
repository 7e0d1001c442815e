using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>The parameters that every build has. Where a build declares one of the same name, the build's counts.</summary>
internal static class EngineOptions
{
    public const string Target = "Target", Skip = "Skip", Continue = "Continue", Parallel = "Parallel", Plan = "Plan",
        DryRun = "DryRun", Profile = "Profile", Root = "Root", Host = "Host", Verbosity = "Verbosity", NoLogo = "NoLogo",
        Help = "Help", Completion = "Completion";

    public static readonly IReadOnlyList<ParameterDeclaration> All =
    [
        new(Target, typeof(string[]), "Targets to run; they can also stand first, without --target") { ValueName = "target" },
        new(Skip, typeof(string[]), "Targets to leave out; without names, all that were not asked for") { ValueName = "target" },
        new(Continue, typeof(bool), "Leave out what succeeded in the last run of the same plan"),
        new(Parallel, typeof(int), "How many targets may run at once (default: the number of cores)"),
        new(Plan, typeof(bool), "Show what would run, and why"),
        new(DryRun, typeof(bool), "Show what each target would do, without doing it"),
        new(Profile, typeof(string[]), "Read .nuke/parameters.<profile>.json, too") { ValueName = "profile" },
        new(Root, typeof(AbsolutePath), "The root directory (default: the next one upwards with a .nuke folder)"),
        new(Host, typeof(string), "Where the build runs (default: found out)") { Choices = Common.Host.Names, ValueName = "host" },
        new(Verbosity, typeof(Verbosity), "How much to tell (default: Normal)"),
        new(NoLogo, typeof(bool), "Leave out the first line"),
        new(Help, typeof(string[]), "Show this, or explain one target") { ValueName = "target" },
        new(Completion, typeof(string), "Print completions for a shell") { Choices = ShellCompletion.Shells, ValueName = "shell" },
    ];
}
