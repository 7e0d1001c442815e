using System.Text.Json.Serialization;

namespace Fence.Tasks.Kato;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class KatoJson : JsonSerializerContext;
