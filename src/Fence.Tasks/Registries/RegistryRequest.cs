using System.Net.Http.Headers;

namespace Fence.Tasks.Registries;

/// <summary>A request that can be sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below <c>/v2/</c>, or a whole address that the registry gave.</param>
/// <param name="What">What it is about, for messages.</param>
/// <param name="Scope">What it needs to be allowed.</param>
internal sealed record RegistryRequest(HttpMethod Method, string Path, string What, AccessScope Scope)
{
    /// <summary>The types of answer that are taken; none for any.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>What the body is.</summary>
    public string? ContentType { get; init; }

    /// <summary>The first byte of a blob that is wanted; null for all of it.</summary>
    public long? From { get; init; }

    /// <summary>Where the body's bytes are in the blob that is uploaded; null where it is not in chunks.</summary>
    public long? At { get; init; }

    /// <summary>The message, made anew.</summary>
    public HttpRequestMessage ToMessage(Uri address, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(Method, address);
        message.Headers.Authorization = authorization;
        foreach (var type in Accept)
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        if (From is { } from)
            message.Headers.Range = new RangeHeaderValue(from, null);
        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            if (ContentType is not null)
                message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
            // The specification's form is "<start>-<end>", without the unit that HTTP wants ("Pushing a blob in chunks").
            if (At is { } at)
                message.Content.Headers.TryAddWithoutValidation("Content-Range", $"{at}-{at + body.Length - 1}");
        }
        return message;
    }
}

/// <summary>What a request needs to be allowed, as token servers are asked for it: <c>repository:exampleco/stack-alsek:pull</c>.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Actions">What is done: <c>pull</c>, <c>pull,push</c>, <c>delete</c>.</param>
/// <param name="MountFrom">The repository that a blob is mounted from; null for none.</param>
internal sealed record AccessScope(string Repository, string Actions, string? MountFrom = null)
{
    /// <summary>Each scope by itself.</summary>
    public IEnumerable<string> Scopes => MountFrom is null
        ? [$"repository:{Repository}:{Actions}"]
        : [$"repository:{Repository}:{Actions}", $"repository:{MountFrom}:pull"];

    public static AccessScope Pull(string repository) => new(repository, "pull");

    public static AccessScope Push(string repository) => new(repository, "pull,push");

    public static AccessScope Delete(string repository) => new(repository, "delete");
}
