using System.Diagnostics;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>Asks the person at the terminal for a value that is missing; asks nobody where nobody is.</summary>
internal sealed class ParameterPrompt(SecretMask mask, Host host)
{
    private readonly bool canAsk = !Console.IsInputRedirected && !Console.IsOutputRedirected && host is Terminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>The value that was typed; null if nobody could be asked, or nothing was typed.</summary>
    /// <exception cref="CommandLineException">What was typed cannot be a value.</exception>
    public ParameterValue? Ask(ParameterDeclaration declaration)
    {
        if (!canAsk) return null;
        var question = $"{declaration.Attribute.Description ?? declaration.Name} (--{declaration.Option}): ";
        var text = declaration.IsSecret ? ReadUnseen(question) : ReadSeen(question);
        if (string.IsNullOrEmpty(text)) return null;

        if (declaration.IsSecret) mask.Add(text);
        return ParameterConversion.TryConvert(declaration, [text], "typed", out var value, out var error)
            ? new(declaration, value, "typed")
            : throw new CommandLineException(error!);
    }

    private static string? ReadSeen(string question)
    {
        Console.Out.Write(question);
        return Console.In.ReadLine();
    }

    private static string ReadUnseen(string question) => OperatingSystem.IsWindows() ? ReadKeys(question) : ReadByShell(question);

    // .NET lets the terminal show what is typed or pasted before, and between, its reading of keys; bash turns that off first.
    private static string ReadByShell(string question)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", """IFS= read -rs -p "$0" answer; printf %s "$answer" """, question])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var answer = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Console.Out.WriteLine();
        return answer;
    }

    private static string ReadKeys(string question)
    {
        Console.Out.Write(question);
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace) text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        }

        Console.Out.WriteLine();
        return text.ToString();
    }
}
