using System.Collections.Immutable;

namespace Fence.Tasks.Scripts;

/// <content>Words and what is in them.</content>
internal sealed partial class ShellParser
{
    private ShellWord Word()
    {
        var parts = new PartsBuilder();
        var start = at;
        while (at < end && !EndsWord())
        {
            if (Now == '(')
                Array(parts);
            else
                Piece(parts);
        }
        // Whatever it stands at, a word takes a character: the parser always goes on.
        if (at == start)
            at++;
        return new ShellWord(start, at, parts.ToImmutable());

        bool EndsWord() => Now switch
        {
            ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or ')' => true,
            '<' or '>' => Next != '(' || at > start,
            '(' => at == start || text[at - 1] != '=',
            _ => false,
        };
    }

    /// <summary>The values of <c>name=( … )</c> are one part of the word; commands in them are found all the same.</summary>
    private void Array(PartsBuilder parts)
    {
        var start = at++;
        var values = new PartsBuilder();
        while (at < end && Now != ')')
        {
            if (Now is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '<' or '>' or '(')
                at++;
            else if (Now == '#')
                SkipLine();
            else
                Piece(values);
        }
        at = Math.Min(end, at + 1);
        parts.Add(new ShellPart(ShellPartKind.Array, text[start..at], Quoted: true, start, at));
    }

    private void Piece(PartsBuilder parts)
    {
        switch (Now)
        {
            case '\\' when Next == '\n':
                at += 2;
                break;
            case '\\':
                at = Math.Min(end, at + 2);
                parts.Literal(text[at - 1].ToString(), quoted: true, at - 2, at);
                break;
            case '\'':
                Verbatim(parts, escapes: false);
                break;
            case '"':
                DoubleQuoted(parts);
                break;
            case '$' when Next == '\'':
                at++;
                Verbatim(parts, escapes: true);
                break;
            case '$' when Next == '"':
                at++;
                DoubleQuoted(parts);
                break;
            case '$' or '`':
                Expansion(parts, quoted: false);
                break;
            case '<' or '>' when Next == '(':
                at++;
                Expansion(parts, quoted: true);
                break;
            default:
                parts.Literal(Now.ToString(), quoted: false, at, at + 1);
                at++;
                break;
        }
    }

    private void Verbatim(PartsBuilder parts, bool escapes)
    {
        var start = ++at;
        while (at < end && Now != '\'')
            at += escapes && Now == '\\' ? 2 : 1;
        at = Math.Min(at, end);
        parts.Literal(text[start..at], quoted: true, start, at);
        at = Math.Min(end, at + 1);
    }

    private void DoubleQuoted(PartsBuilder parts)
    {
        at++;
        parts.Literal("", quoted: true, at, at);
        while (at < end && Now != '"')
        {
            if (Now == '\\' && Next == '\n')
            {
                at += 2;
            }
            else if (Now == '\\' && Next is '$' or '`' or '"' or '\\')
            {
                parts.Literal(Next.ToString(), quoted: true, at, at + 2);
                at += 2;
            }
            else if (Now is '$' or '`')
            {
                Expansion(parts, quoted: true);
            }
            else
            {
                parts.Literal(Now.ToString(), quoted: true, at, at + 1);
                at++;
            }
        }
        at = Math.Min(end, at + 1);
    }

    /// <summary>Reads what begins with <c>$</c>, a backquote, or, behind <c>&lt;</c>, a bracket.</summary>
    private void Expansion(PartsBuilder parts, bool quoted)
    {
        var start = at;
        var kind = ShellPartKind.Substitution;
        if (Now == '`')
            Backquoted();
        else if (Now == '(')
            at++;
        else if (Next == '(' && at + 2 < end && text[at + 2] == '(')
            (at, kind) = (at + 2, ShellPartKind.Arithmetic);
        else if (Next == '(')
            at += 2;
        else
            kind = ShellPartKind.Variable;

        if (kind == ShellPartKind.Arithmetic)
        {
            Calculation();
            at = Math.Min(end, at);
            if (Now == ')')
                at++;
        }
        else if (kind == ShellPartKind.Variable)
        {
            if (Variable() is { } name)
                parts.Add(new ShellPart(kind, name, quoted, start, at));
            else
                parts.Literal("$", quoted, start, at);
            return;
        }
        else if (text[start] != '`')
        {
            Nested();
        }
        parts.Add(new ShellPart(kind, text[start..at], quoted, start, at));
    }

    private void Backquoted()
    {
        var start = ++at;
        while (at < end && Now != '`')
            at += Now == '\\' ? 2 : 1;
        var close = Math.Min(at, end);
        if (level < DeepestLevel)
        {
            (var outer, end, at) = (end, close, start);
            level++;
            List();
            level--;
            end = outer;
        }
        at = Math.Min(end, close + 1);
    }

    /// <summary>Reads the name behind <c>$</c>, or what is in the braces; null when the dollar sign stands for itself.</summary>
    private string? Variable()
    {
        var start = ++at;
        if (Now == '{')
            return Braced();
        if (Now is '?' or '!' or '#' or '@' or '*' or '$' or '-' || char.IsAsciiDigit(Now))
            at++;
        else
            while (char.IsAsciiLetterOrDigit(Now) || Now == '_')
                at++;
        return at == start ? null : text[start..at];
    }

    private string Braced()
    {
        var start = ++at;
        var inner = new PartsBuilder();
        while (at < end && Now != '}')
        {
            if (level < DeepestLevel)
            {
                level++;
                Piece(inner);
                level--;
            }
            else
            {
                at++;
            }
        }
        var name = text[start..Math.Min(at, end)];
        at = Math.Min(end, at + 1);
        return name;
    }

    /// <summary>Collects the parts of a word; characters next to each other become one.</summary>
    private sealed class PartsBuilder
    {
        private readonly ImmutableArray<ShellPart>.Builder parts = ImmutableArray.CreateBuilder<ShellPart>();
        private readonly System.Text.StringBuilder literal = new();
        private bool isQuoted;
        private int start = -1;
        private int close;

        public void Literal(string text, bool quoted, int from, int to)
        {
            if (start >= 0 && isQuoted != quoted)
                Flush();
            if (start < 0)
                (start, isQuoted) = (from, quoted);
            literal.Append(text);
            close = to;
        }

        public void Add(ShellPart part)
        {
            Flush();
            parts.Add(part);
        }

        public ImmutableArray<ShellPart> ToImmutable()
        {
            Flush();
            return parts.ToImmutable();
        }

        private void Flush()
        {
            if (start >= 0)
                parts.Add(new ShellPart(ShellPartKind.Literal, literal.ToString(), isQuoted, start, close));
            literal.Clear();
            start = -1;
        }
    }
}
