namespace Nuke.Common.Execution;

/// <summary>The line above what a target says.</summary>
internal static class Banner
{
    private const int Width = 79;

    public static string For(string target, Ansi ansi) =>
        Environment.NewLine + ansi.Bold($"══ {target} {new string('═', Math.Max(3, Width - target.Length - 4))}");
}
