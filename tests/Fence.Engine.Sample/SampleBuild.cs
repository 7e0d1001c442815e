using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Fence.Engine.Sample;

/// <summary>A small image pipeline, written as build/ is: only with what NUKE has, too.</summary>
internal sealed partial class SampleBuild : NukeBuild, IHazVersion
{
    public static int Main()
    {
        var exitCode = Environment.GetEnvironmentVariable("SAMPLE_BUILD") switch
        {
            "cyclic" => CyclicBuild.Run(),
            "workflows" => WorkflowsBuild.Run(),
            "dry" => DryBuild.Run(),
            "empty" => EmptyBuild.Run(),
            _ => Execute<SampleBuild>(x => x.Publish),
        };

        // As build/ ends its Test target with a line of its own.
        if (Environment.GetEnvironmentVariable("LAST_WORDS") is { } words) Console.Write(words);
        return exitCode;
    }

    [Parameter("The tag to build under")]
    readonly string ImageTag = "latest";

    [Parameter("How the image is compressed")]
    readonly Compression Compression = Compression.Gzip;

    [Parameter("How many nodes there are")]
    readonly int? Nodes;

    [Parameter("The zones to roll out to", Separator = "+")]
    readonly string[] Zones = ["north"];

    [Parameter("Where the output goes")]
    readonly AbsolutePath? OutputDirectory;

    [Parameter("Push even what is there")]
    readonly bool Force;

    [Parameter("The registry's password"), Secret]
    readonly string? RegistryPassword;

    [Parameter(List = false)]
    readonly string? Hidden;

    Target Clean => _ => _
        .Description("Removes what earlier runs made")
        .Before(Restore)
        .Executes(() => Log.Information("cleaned"));

    Target Restore => _ => _
        .Description("Fetches what is needed")
        .Executes(() => Log.Information("restored"));

    Target Compile => _ => _
        .Description("Compiles the sources")
        .DependsOn(Restore)
        .Executes(() =>
        {
            Log.Information("compiled {Tag} with {Compression} for {Nodes} nodes in {Zones}", ImageTag, Compression, Nodes, string.Join('|', Zones));
            Log.Debug("forced: {Force}, to: {Output}", Force, OutputDirectory);
            ReportSummary(_ => _.AddPair("Tag", ImageTag));
        });

    Target Check => _ => _
        .Description("Checks the sources")
        .DependsOn(Restore)
        .Executes(async () =>
        {
            await Task.Yield();
            Log.Information("checked");
        });

    Target Publish => _ => _
        .Description("Publishes the image")
        .DependsOn(Compile, Check)
        .Triggers(Announce)
        .Produces(RootDirectory / "artifacts" / "*.tar")
        .Executes(() => Log.Information("published"));

    Target Announce => _ => _
        .Unlisted()
        .Executes(() => Log.Information("announced"));

    // Each brings the other along: one needs it, the other triggers it.
    Target Ping => _ => _
        .Description("Sends \"<ping>\" & waits")
        .OnlyWhenDynamic(() => ImageTag != "<none>")
        .DependsOn(Pong)
        .Executes(() => Log.Information("ping"));

    Target Pong => _ => _
        .Triggers(Ping)
        .Executes(() => Log.Information("pong"));

    Target Login => _ => _
        .Description("Shows that a secret stays one")
        .Requires(() => RegistryPassword)
        .Executes(() =>
        {
            Log.Information("password is {Password}", RegistryPassword);
            Console.Write(RegistryPassword![..3]);
            Console.WriteLine(RegistryPassword[3..]);
            Console.Error.WriteLine($"stderr: {RegistryPassword}");
            ReportSummary(_ => _.AddPair("Password", RegistryPassword));
        });

    Target LoginFails => _ => _
        .Requires(() => RegistryPassword)
        .Executes(() => Assert.Fail($"refused: {RegistryPassword}"));

    Target Deploy => _ => _
        .Description("Needs a number of nodes, and force")
        .Requires(() => Nodes)
        .Requires(() => Force)
        .Executes(() => Log.Information("deployed to {Nodes}", Nodes));
}

/// <summary>How an image is compressed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstd,
}

/// <summary>A component with a parameter and a target of its own.</summary>
internal interface IHazVersion : INukeBuild
{
    [Parameter("The version to stamp")]
    string? Stamp => TryGetValue(() => Stamp);

    Target PrintVersion => _ => _
        .Description("Prints the version")
        .Executes(() => Log.Information("version {Version} of {Root}", Stamp ?? "none", RootDirectory.Name));
}
