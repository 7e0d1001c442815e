using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/build.schema.json</c>: what may be in a parameters file, for editors and for NUKE's own tools, which expect
/// draft-04 and these four definitions.
/// </summary>
internal static class BuildSchema
{
    private static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteIfChanged(
        AbsolutePath root, IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterDeclaration> declarations)
    {
        var file = root / ".nuke" / "build.schema.json";
        var text = For(targets, declarations);
        if (!File.Exists(file) || File.ReadAllText(file) != text) File.WriteAllText(file, text);
    }

    public static string For(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterDeclaration> declarations)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = new JsonObject
            {
                ["Host"] = OneOf("string", Host.Names),
                ["ExecutableTarget"] = OneOf("string", targets.Select(t => t.Name)),
                ["Verbosity"] = OneOf("string", Enum.GetNames<Verbosity>()),
                ["NukeBuild"] = ObjectOf(declarations.Where(d => d.IsEngineOption)),
            },
            ["allOf"] = new JsonArray(ObjectOf(declarations.Where(d => !d.IsEngineOption)), Reference("NukeBuild")),
        };

        // Options for the serializer would take some milliseconds of every start.
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable)) schema.WriteTo(json);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static JsonObject ObjectOf(IEnumerable<ParameterDeclaration> declarations) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(declarations.OrderBy(d => d.Name, StringComparer.Ordinal).Select(Property)),
    };

    private static KeyValuePair<string, JsonNode?> Property(ParameterDeclaration declaration)
    {
        var value = ValueOf(declaration);
        if (declaration.IsList) value = new JsonObject { ["type"] = "array", ["items"] = value };
        if (declaration.Attribute.Description is { } description) value.Insert(0, "description", description);
        return new(declaration.Name, value);
    }

    private static JsonObject ValueOf(ParameterDeclaration declaration) => declaration.ValueType switch
    {
        _ when declaration.IsTarget => Reference("ExecutableTarget"),
        { Name: nameof(Host) or nameof(Verbosity) } type => Reference(type.Name),
        { Name: nameof(Boolean) } => OneOf("boolean", null),
        { Name: nameof(Int32) } => OneOf("integer", null),
        _ => OneOf("string", declaration.Allowed),
    };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonObject OneOf(string type, IEnumerable<string>? values)
    {
        var json = new JsonObject { ["type"] = type };
        if (values is not null) json["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        return json;
    }
}
