namespace Nuke.Common.Execution;

/// <summary>The lines above what the build, and each target, says.</summary>
internal static class Banner
{
    private const int Width = 79;

    public static string Logo => $"Fence build engine {typeof(NukeBuild).Assembly.GetName().Version?.ToString(3)}, NUKE's targets";

    public static string For(string target, Ansi ansi) =>
        Environment.NewLine + ansi.Bold($"══ {target} {new string('═', Math.Max(3, Width - target.Length - 4))}");
}
