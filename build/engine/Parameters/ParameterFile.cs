using System.Text.Json;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>A parameters file: one JSON object, a member a parameter.</summary>
/// <param name="Name">Its path from the root, for messages.</param>
/// <param name="Values">The texts of each member.</param>
internal sealed record ParameterFile(string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the file; null where there is none.</summary>
    /// <exception cref="CommandLineException">It is no JSON object.</exception>
    public static ParameterFile? Read(AbsolutePath root, string? profile)
    {
        var name = profile is null ? ".nuke/parameters.json" : $".nuke/parameters.{profile}.json";
        var path = root / name;
        if (!path.FileExists())
        {
            return profile is null
                ? null
                : throw new CommandLineException($"There is no profile '{profile}': {name} does not exist");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new CommandLineException($"{name} must be a JSON object");

            var members = document.RootElement.EnumerateObject()
                .Where(m => m.Value.ValueKind != JsonValueKind.Null && m.Name != "$schema");
            return new(name, members.ToDictionary(m => m.Name, m => Texts(m.Value), StringComparer.Ordinal));
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
