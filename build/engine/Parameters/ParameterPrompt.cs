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
        Console.Out.Write($"{declaration.Description ?? declaration.Name} (--{declaration.Option}): ");
        var text = declaration.IsSecret ? ReadUnseen() : Console.In.ReadLine();
        if (string.IsNullOrEmpty(text)) return null;

        if (declaration.IsSecret) mask.Add(text);
        return ParameterConversion.TryConvert(declaration, [text], "typed", out var value, out var error)
            ? new(declaration, value, "typed")
            : throw new CommandLineException(error!);
    }

    private static string ReadUnseen()
    {
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
