using System.Collections.Immutable;

namespace Fence.Tasks.Scripts;

/// <summary>
/// Finds the simple commands of a shell text, those inside of substitutions included. It is no interpreter: it knows words,
/// quotes,
/// operators and here-documents, so that a rule can ask what a command's arguments are. Whatever it is given it ends and never
/// throws;
/// text that bash refuses gives what can be made of it.
/// </summary>
internal sealed partial class ShellParser
{
    private static readonly HashSet<string> OpeningWords =
        new(StringComparer.Ordinal) { "if", "then", "else", "elif", "fi", "while", "until", "do", "done", "{", "}", "!", "time" };

    /// <summary>Substitutions in substitutions, that is; deeper ones are read as plain text.</summary>
    private const int DeepestLevel = 40;

    private readonly string text;
    private readonly List<ShellCommand> commands = [];
    private readonly Queue<(string Delimiter, bool StripsTabs)> documents = new();
    private int end;
    private int at;
    private int level;

    private ShellParser(string text)
    {
        this.text = text;
        end = text.Length;
    }

    /// <summary>The commands of a text, in the order in which they end.</summary>
    public static ImmutableArray<ShellCommand> Parse(string text)
    {
        var parser = new ShellParser(text);
        while (parser.at < parser.end)
        {
            parser.List();
            // A closing bracket that nothing opened.
            parser.at++;
        }
        return [.. parser.commands];
    }

    private char Now => at < end ? text[at] : '\0';

    private char Next => at + 1 < end ? text[at + 1] : '\0';

    /// <summary>Reads commands up to the closing bracket, or to the end.</summary>
    private void List()
    {
        var command = new CommandBuilder();
        var cases = 0;
        var inPattern = false;
        while (at < end)
        {
            if (SkipBlanks() || at >= end)
                continue;
            var c = Now;
            if (c == '#')
                SkipLine();
            else if (c == ')' && (inPattern || command.IsTest))
                (inPattern, at) = (false, at + 1);
            else if (c == ')')
                break;
            else if (c == '(' && !inPattern && !command.IsTest)
                Bracket(command);
            else if (c is '\n' or ';' or '&' or '|' or '(' && !IsRedirection())
                inPattern = Operator(command, inPattern, cases);
            else if (c is '<' or '>' or '&' && Next != '(')
                Redirection(command);
            else
                (cases, inPattern) = WordOf(command, cases, inPattern);
        }
        command.Finish(commands, "");
    }

    private bool IsRedirection() => Now == '&' && Next == '>';

    private void Bracket(CommandBuilder command)
    {
        at++;
        if (command.IsEmpty && Now == '(')
        {
            Calculation();
            return;
        }
        // "name()" begins a function; its body follows as a group.
        command.Drop();
        Nested();
    }

    /// <summary>Reads commands inside brackets whose opening one is read already.</summary>
    private void Nested()
    {
        if (level >= DeepestLevel)
            return;
        level++;
        List();
        level--;
        at = Math.Min(end, at + 1);
    }

    private bool Operator(CommandBuilder command, bool inPattern, int cases)
    {
        var start = at;
        var c = Now;
        at++;
        if (c is '&' or '|' or ';' && (Now == c || (c == '|' && Now == '&') || (c == ';' && Now == '&')))
            at++;
        var sign = text[start..at];
        if (sign is ";;" && Now == '&')
            at++;
        if (c == '\n')
            SkipDocuments();
        if (inPattern || (command.IsTest && c != '\n'))
            return inPattern;
        command.Finish(commands, sign);
        return cases > 0 && sign is ";;" or ";&";
    }

    private (int Cases, bool InPattern) WordOf(CommandBuilder command, int cases, bool inPattern)
    {
        var word = Word();
        // The number in front of "2>&1" belongs to what follows.
        if (Now is '<' or '>' && word.Literal is { Length: > 0 } digits && digits.All(char.IsAsciiDigit))
            return (cases, inPattern);
        if (inPattern)
            return word.IsBare("esac") ? (cases - 1, false) : (cases, true);
        if (command.IsEmpty && word.IsBare("esac"))
            return (Math.Max(0, cases - 1), false);
        if (command.IsEmpty && word.Parts is [{ Kind: ShellPartKind.Literal, Quoted: false } only]
            && OpeningWords.Contains(only.Text))
            return (cases, false);
        command.Add(word);
        if (!command.IsCaseOpened)
            return (cases, false);
        command.Drop();
        return (cases + 1, true);
    }

    private void Redirection(CommandBuilder command)
    {
        var start = at;
        while (at < end && Now is '<' or '>' or '&' or '|' && at - start < 3)
            at++;
        var sign = text[start..at];
        var strips = sign is "<<" && Now == '-';
        if (strips)
            at++;
        SkipBlanks();
        if (at >= end || Now is '\n' or ';' or '|' or '&' or ')')
            return;
        var target = Word();
        if (sign is "<<")
            documents.Enqueue((string.Concat(target.Parts.Select(part => part.Text)), strips));
        else
            command.Redirections.Add(new ShellRedirection(sign, target));
    }

    /// <summary>Here-documents begin behind the line that announces them.</summary>
    private void SkipDocuments()
    {
        while (documents.TryDequeue(out var document))
        {
            while (at < end)
            {
                var start = at;
                SkipLine();
                var line = text.AsSpan(start, at - start);
                at = Math.Min(end, at + 1);
                if ((document.StripsTabs ? line.TrimStart('\t') : line).SequenceEqual(document.Delimiter))
                    break;
            }
        }
    }

    private void SkipLine()
    {
        var lineEnd = text.IndexOf('\n', at, end - at);
        at = lineEnd < 0 ? end : lineEnd;
    }

    /// <summary>Skips blanks and continued lines; tells whether there were any.</summary>
    private bool SkipBlanks()
    {
        var start = at;
        while (at < end)
        {
            if (Now is ' ' or '\t' or '\r')
                at++;
            else if (Now == '\\' && Next == '\n')
                at += 2;
            else
                break;
        }
        return at > start;
    }

    /// <summary>Skips <c>(…))</c> behind the first bracket of a calculation.</summary>
    private void Calculation()
    {
        var depth = 1;
        for (; at < end && depth > 0; at++)
            depth += Now switch { '(' => 1, ')' => -1, _ => 0 };
    }
}
