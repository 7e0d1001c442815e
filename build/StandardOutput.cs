namespace Fence.Pipeline;

/// <summary>Standard output, kept free for an answer that a program reads: with <c>--json</c> or <c>--format</c> all else goes to standard error.</summary>
internal static class StandardOutput
{
    private static TextWriter answer = Console.Out;

    public static void KeepForAnswer(string[] arguments)
    {
        if (!arguments.Any(IsForProgram))
            return;

        answer = Console.Out;
        Console.SetOut(Console.Error);
    }

    private static bool IsForProgram(string argument) =>
        argument is "--json" or "--format"
        || argument.StartsWith("--json=", StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith("--format=", StringComparison.OrdinalIgnoreCase);

    public static void Answer(string text) => answer.WriteLine(text);
}
