namespace Fence.Tasks.Scripts;

/// <summary>Collects the words of a command until its end is found.</summary>
internal sealed class CommandBuilder
{
    private readonly List<ShellAssignment> assignments = [];
    private readonly List<ShellWord> words = [];
    private string before = "";

    /// <summary>The redirections so far.</summary>
    public List<ShellRedirection> Redirections { get; } = [];

    /// <summary>Whether the next word can be one of the shell's own.</summary>
    public bool IsEmpty => words.Count == 0 && assignments.Count == 0;

    /// <summary>Inside of <c>[[ … ]]</c>, where operators are not what they are elsewhere.</summary>
    public bool IsTest => words.Count > 0 && words[0].IsBare("[[") && !words[^1].IsBare("]]");

    /// <summary>Whether <c>case … in</c> is complete, and patterns follow.</summary>
    public bool IsCaseOpened => words.Count >= 3 && words[0].IsBare("case") && words[^1].IsBare("in");

    public void Add(ShellWord word)
    {
        if (words.Count == 0 && word.Assignment() is { } assignment)
            assignments.Add(assignment);
        else
            words.Add(word);
    }

    /// <summary>Forgets what was no command.</summary>
    public void Drop()
    {
        assignments.Clear();
        words.Clear();
        Redirections.Clear();
    }

    /// <summary>Hands over the command, if there is one, and begins the next behind <paramref name="sign"/>.</summary>
    public void Finish(List<ShellCommand> commands, string sign)
    {
        if (!IsEmpty || Redirections.Count > 0)
            commands.Add(new ShellCommand([.. assignments], [.. words], [.. Redirections], before, sign));
        // A line may end behind an operator; what it joins stays joined.
        if (!IsEmpty || sign is not "\n")
            before = sign;
        Drop();
    }
}
