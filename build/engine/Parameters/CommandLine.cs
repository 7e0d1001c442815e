namespace Nuke.Common.Execution;

/// <summary>What a caller has typed, taken apart but not yet converted.</summary>
/// <param name="Values">The texts given for each parameter; none for a switch without a value.</param>
/// <param name="Targets">The words that stand for targets.</param>
/// <param name="Errors">What is wrong with it, in sentences.</param>
internal sealed record CommandLine(
    IReadOnlyDictionary<ParameterDeclaration, List<string>> Values, IReadOnlyList<string> Targets, IReadOnlyList<string> Errors)
{
    public static CommandLine Parse(IEnumerable<string> arguments, IReadOnlyDictionary<string, ParameterDeclaration> declarations)
    {
        var values = new Dictionary<ParameterDeclaration, List<string>>();
        var (targets, errors) = (new List<string>(), new List<string>());
        var words = new Queue<string>(arguments);
        while (words.TryDequeue(out var word))
        {
            if (!IsOption(word))
            {
                targets.Add(word);
                continue;
            }

            string[] parts = word.Split('=', 2);
            var name = parts[0] is "-h" or "-?" ? nameof(BuildSettings.Help) : parts[0];
            if (!declarations.TryGetValue(name, out var declaration))
            {
                var options = declarations.Values.Select(d => "--" + d.Option);
                errors.Add($"There is no parameter {name}{NearestName.Suggest(name, options)}");
                while (NextValue(words) is not null) words.Dequeue();
                continue;
            }

            if (!values.TryGetValue(declaration, out var given)) values.Add(declaration, given = []);
            else if (!declaration.IsList) errors.Add($"--{declaration.Option} is given twice");

            var before = given.Count;
            if (parts is [_, var value]) given.Add(value);
            else TakeValues(declaration, words, given);
            if (given.Count == before && !declaration.HasLoneUse)
                errors.Add($"--{declaration.Option} needs a value: {declaration.Usage}");
        }

        return new(values, targets, errors);
    }

    private static void TakeValues(ParameterDeclaration declaration, Queue<string> words, List<string> given)
    {
        // A word behind a switch is a target, unless it can only be the switch's value.
        while (NextValue(words) is { } value && (!declaration.IsSwitch || bool.TryParse(value, out _)))
        {
            given.Add(words.Dequeue());
            if (!declaration.IsList) return;
        }
    }

    private static string? NextValue(Queue<string> words) => words.TryPeek(out var word) && !IsOption(word) ? word : null;

    // A number may be negative; what else starts with a dash is an option.
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);
}
