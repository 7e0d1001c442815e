namespace Fence.Pipeline;

/// <summary>Standard output, kept free for an answer that a program reads: with <c>--json</c> all else goes to standard error.</summary>
internal static class StandardOutput
{
    private static TextWriter answer = Console.Out;

    public static void KeepForAnswer(string[] arguments)
    {
        if (!arguments.Any(argument => argument is "--json" || argument.StartsWith("--json=", StringComparison.OrdinalIgnoreCase)))
            return;

        answer = Console.Out;
        Console.SetOut(Console.Error);
    }

    public static void Answer(string text) => answer.WriteLine(text);
}
