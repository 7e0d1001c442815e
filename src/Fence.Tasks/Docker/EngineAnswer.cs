using System.Text.Json;
using Docker.DotNet;

namespace Fence.Tasks.Docker;

/// <summary>Reads the engine's own words out of a refused request.</summary>
internal static class EngineAnswer
{
    /// <summary>The <c>message</c> of the answer's body, or the body itself where it is not the usual JSON.</summary>
    public static string Message(DockerApiException refused)
    {
        var body = refused.ResponseBody?.Trim() ?? "";
        if (!body.StartsWith('{'))
            return body.Length > 0 ? body : refused.Message;

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("message", out var message) ? message.GetString() ?? body : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
