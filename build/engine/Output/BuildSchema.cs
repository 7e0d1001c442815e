using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
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
        if (!file.FileExists() || file.ReadAllText() != text) file.WriteAllText(text);
    }

    public static string For(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterDeclaration> declarations)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteStartObject("definitions");
            WriteEnum(json, "Host", Host.Names);
            WriteEnum(json, "ExecutableTarget", targets.Select(t => t.Name));
            WriteEnum(json, "Verbosity", Enum.GetNames<Verbosity>());
            json.WriteStartObject("NukeBuild");
            WriteProperties(json, declarations.Where(d => d.IsEngineOption));
            json.WriteEndObject();
            json.WriteEndObject();

            json.WriteStartArray("allOf");
            json.WriteStartObject();
            WriteProperties(json, declarations.Where(d => !d.IsEngineOption));
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("$ref", "#/definitions/NukeBuild");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteEnum(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        WriteChoices(json, values);
        json.WriteEndObject();
    }

    private static void WriteChoices(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray("enum");
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<ParameterDeclaration> declarations)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var declaration in declarations.OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(declaration.Name);
            if (declaration.Description is { } description) json.WriteString("description", description);
            if (declaration.IsList)
            {
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                WriteType(json, declaration);
                json.WriteEndObject();
            }
            else
            {
                WriteType(json, declaration);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, ParameterDeclaration declaration)
    {
        var reference = declaration.Name switch
        {
            _ when !declaration.IsEngineOption => null,
            EngineOptions.Host => "Host",
            EngineOptions.Verbosity => "Verbosity",
            EngineOptions.Target or EngineOptions.Skip => "ExecutableTarget",
            _ => null,
        };
        if (reference is not null)
        {
            json.WriteString("$ref", $"#/definitions/{reference}");
            return;
        }

        var type = declaration.ValueType;
        json.WriteString("type", type == typeof(bool) ? "boolean" : type == typeof(int) ? "integer" : "string");
        if (declaration.ValueType != typeof(bool) && declaration.Allowed is { } allowed) WriteChoices(json, allowed);
    }
}
