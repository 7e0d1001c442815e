namespace Nuke.Common.Execution;

/// <summary>What a caller has typed, taken apart but not yet converted.</summary>
/// <param name="Values">The texts given for each parameter, by its normalized name; none for a switch without a value.</param>
/// <param name="Targets">The words that stand for targets.</param>
/// <param name="Errors">What is wrong with it, in sentences.</param>
internal sealed record CommandLine(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values, IReadOnlyList<string> Targets, IReadOnlyList<string> Errors)
{
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<ParameterDeclaration> declarations)
    {
        var byName = declarations.ToDictionary(d => ParameterDeclaration.Normalize(d.Name), StringComparer.Ordinal);
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var (targets, errors) = (new List<string>(), new List<string>());
        var words = new Queue<string>(arguments);

        while (words.TryDequeue(out var word))
        {
            if (!IsOption(word))
            {
                targets.Add(word);
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var written = equals < 0 ? word : word[..equals];
            var name = written is "-h" or "-?" ? EngineOptions.Help.ToUpperInvariant() : ParameterDeclaration.Normalize(written);
            if (!byName.TryGetValue(name, out var declaration))
            {
                var options = declarations.Select(d => "--" + d.Option);
                errors.Add($"There is no parameter {written}{NearestName.Suggest(written, options)}");
                while (words.TryPeek(out var value) && !IsOption(value)) words.Dequeue();
                continue;
            }

            if (!values.TryGetValue(name, out var given)) values.Add(name, given = []);
            else if (!declaration.IsList) errors.Add($"--{declaration.Option} is given twice");

            if (equals >= 0) given.Add(word[(equals + 1)..]);
            else if (!TakeValues(declaration, words, given))
                errors.Add($"--{declaration.Option} needs a value: --{declaration.Option} {declaration.Placeholder}");
        }

        return new(values.ToDictionary(v => v.Key, v => (IReadOnlyList<string>)v.Value, StringComparer.Ordinal), targets, errors);
    }

    // A number may be negative; what else starts with a dash is an option.
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static bool TakeValues(ParameterDeclaration declaration, Queue<string> words, List<string> given)
    {
        if (declaration.IsSwitch)
        {
            // A word behind a switch is a target, unless it can only be the switch's value.
            if (words.TryPeek(out var word) && bool.TryParse(word, out _)) given.Add(words.Dequeue());
            return true;
        }

        var before = given.Count;
        while (words.TryPeek(out var value) && !IsOption(value))
        {
            given.Add(words.Dequeue());
            if (!declaration.IsList) break;
        }

        return given.Count > before || declaration.Name is EngineOptions.Skip or EngineOptions.Help or EngineOptions.Root;
    }
}
