using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>Reads <c>image.args</c>, and refuses what must not get into an image's history.</summary>
internal static partial class ImageArgumentReader
{
    private const string Remedy = "A build argument stays in the image's history. Let applications have it at run time, and change the secret";

    public static ImmutableSortedDictionary<string, string> Read(YamlSection image)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (image.Section("args", known: null) is not { } args)
            return ImageDefinition.NoArguments;

        foreach (var name in args.Entries.Select(entry => entry.Key))
        {
            if (!Name().IsMatch(name))
                args.Refuse("FY020", name, "is not the name of an ARG", "Letters, digits and '_', and no digit at its beginning");
            else if (args.Text(name) is { } value && !LooksSecret(args, name, value))
                read[name] = value;
        }

        return read.ToImmutable();
    }

    private static bool LooksSecret(YamlSection args, string name, string value)
    {
        if (Secrets.NamesSecret(name))
            args.RefuseHidden("FY021", name, "is the name of a secret", Remedy);
        else if (Secrets.IsSecret(name, value) || Secrets.Shapes(value).Any())
            args.RefuseHidden("FY021", name, "is given a value that looks like a secret", Remedy);
        else
            return false;
        return true;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
