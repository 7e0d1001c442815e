using System.Text.Json;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>A parameters file: one JSON object, a member a parameter.</summary>
/// <param name="Name">Its path from the root, for messages.</param>
/// <param name="Values">The texts of each member.</param>
internal sealed record ParameterFile(string Name, IReadOnlyDictionary<ParameterDeclaration, IReadOnlyList<string>> Values)
{
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the files there are, the strongest first: of several profiles, the last named is the strongest.</summary>
    /// <param name="root">The root directory.</param>
    /// <param name="profiles">The profiles, each of which must have a file.</param>
    /// <param name="declarations">The parameters there are.</param>
    /// <param name="errors">Takes a sentence for each member that is no parameter.</param>
    /// <exception cref="CommandLineException">A file is no JSON object, or a profile has none.</exception>
    public static IReadOnlyList<ParameterFile> ReadAll(
        AbsolutePath root, string[] profiles, IReadOnlyDictionary<string, ParameterDeclaration> declarations, List<string> errors)
    {
        var missing = profiles.FirstOrDefault(profile => !File.Exists(root / Name(profile)));
        if (missing is not null)
            throw new CommandLineException($"There is no profile '{missing}': {Name(missing)} does not exist");

        var names = profiles.Reverse().Select(Name).Append(".nuke/parameters.json").Where(name => File.Exists(root / name));
        return [.. names.Select(name => Read(root, name, declarations, errors))];

        static string Name(string profile) => $".nuke/parameters.{profile}.json";
    }

    private static ParameterFile Read(
        AbsolutePath root, string name, IReadOnlyDictionary<string, ParameterDeclaration> declarations, List<string> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(root / name), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new CommandLineException($"{name} must be a JSON object");

            var values = new Dictionary<ParameterDeclaration, IReadOnlyList<string>>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Null || member.Name == "$schema") continue;
                var written = member.Name;
                if (declarations.TryGetValue(written, out var declaration)) values.TryAdd(declaration, Texts(member.Value));
                else errors.Add($"There is no parameter {written} ({name}){NearestName.Suggest(written, declarations.Keys)}");
            }

            return new(name, values);
        }
        catch (JsonException e)
        {
            throw new CommandLineException($"{name} is not valid JSON: {e.Message}");
        }
    }

    private static IReadOnlyList<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
