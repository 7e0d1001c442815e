using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fence.Benchmarks.Scale;

/// <summary>One engine: has nothing at first, takes as long for each answer as its seed wants, and has what it was made to pull.</summary>
/// <param name="seed">Tells it from the others.</param>
internal sealed class SimulatedDea(int seed)
{
    private const int PartsOfLayer = 4;
    private const string Base = "sha256:a1";

    private readonly Random chance = new(seed);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public long Requests { get; private set; }

    /// <summary>How long its answers take by themselves.</summary>
    public TimeSpan Work { get; private set; }

    public bool IsDone => names.Any(name => name.EndsWith(Scales.Tag, StringComparison.Ordinal));

    public async Task AnswerAsync(HttpContext http)
    {
        Requests++;

        // A round trip within a site, and an engine that has other things to do.
        await TakeAsync(Between(2, 12));
        var path = WithoutVersion(http.Request.Path.Value!);
        if (path == "/version")
            await http.Response.WriteAsync("""{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}""");
        else if (path == "/info")
            await http.Response.WriteAsync($$"""{"DockerRootDir":"/var/lib/docker","SystemTime":"{{TimeProvider.System.GetUtcNow():O}}"}""");
        else if (path == "/images/json")
            await http.Response.WriteAsync($$"""[{"Id":"{{Base}}","Created":1700000000,"RepoTags":["helion/stack-alsek:kato-patched"]}]""");
        else if (path == "/images/create")
            await PullAsync(http);
        else if (path.StartsWith("/images/", StringComparison.Ordinal) && path.EndsWith("/tag", StringComparison.Ordinal))
            Tag(http, path["/images/".Length..^"/tag".Length]);
        else if (path.StartsWith("/images/", StringComparison.Ordinal) && path.EndsWith("/json", StringComparison.Ordinal))
            await InspectAsync(http, path["/images/".Length..^"/json".Length]);
        else
            await RefuseAsync(http, StatusCodes.Status404NotFound, "page not found");
    }

    private static string WithoutVersion(string path) =>
        path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;

    private Task InspectAsync(HttpContext http, string name) => name == Base
        ? http.Response.WriteAsync($$$"""{"Id":"{{{Base}}}","RootFS":{"Type":"layers","Layers":["sha256:old"]}}""")
        : Has(name)
        ? http.Response.WriteAsync($$"""{"Id":"{{Scales.ImageId}}","RepoTags":[],"RepoDigests":[],"Created":"2026-11-24T08:00:00Z","Size":110000000}""")
        : RefuseAsync(http, StatusCodes.Status404NotFound, $"No such image: {name}");

    private bool Has(string name)
    {
        lock (names)
            return names.Contains(name) || (names.Count > 0 && name == Scales.ImageId);
    }

    private void Tag(HttpContext http, string source)
    {
        http.Response.StatusCode = Has(source) ? StatusCodes.Status201Created : StatusCodes.Status404NotFound;
        lock (names)
            names.Add($"{http.Request.Query["repo"]}:{http.Request.Query["tag"]}");
    }

    // About two seconds, and for one in a hundred four: what a node takes for some layers over a good line.
    private async Task PullAsync(HttpContext http)
    {
        var whole = chance.Next(100) == 0 ? Between(3500, 4000) : Between(1000, 3000);
        for (var layer = 0; layer < Scales.Layers; layer++)
        {
            for (var part = 1; part <= PartsOfLayer; part++)
            {
                await TakeAsync(whole / (Scales.Layers * PartsOfLayer));
                await SayAsync(http, string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""{"status":"Downloading","progressDetail":{"current":{{{Scales.LayerSize / PartsOfLayer * part}}},"total":{{{Scales.LayerSize}}}},"id":"layer{{{layer}}}"}"""));
            }

            await SayAsync(http, $$"""{"status":"Pull complete","progressDetail":{},"id":"layer{{layer}}"}""");
        }

        lock (names)
            names.Add($"{http.Request.Query["fromImage"]}@{http.Request.Query["tag"]}");
        await SayAsync(http, """{"status":"Status: Downloaded newer image"}""");
    }

    private static async Task SayAsync(HttpContext http, string line)
    {
        await http.Response.WriteAsync(line + "\r\n");
        await http.Response.Body.FlushAsync();
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync($$"""{"message":"{{why}}"}""");
    }

    private TimeSpan Between(int fewest, int most) => TimeSpan.FromMilliseconds(fewest + chance.NextDouble() * (most - fewest));

    private Task TakeAsync(TimeSpan time)
    {
        Work += time;
        return Task.Delay(time, TimeProvider.System, CancellationToken.None);
    }
}
