using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Registries;

/// <summary>"Token Authentication" and "OAuth2 Token Authentication", as a token server sees them.</summary>
public sealed class RegistryAuthenticatorTests : IDisposable
{
    private readonly ScriptedRegistry tokens;
    private readonly ScriptedRegistry registry;
    private string answer = "{\"token\":\"made-up-token\"}";
    private int given;

    public RegistryAuthenticatorTests()
    {
        tokens = new ScriptedRegistry(_ => new Reply(200, answer.Replace("#", $"{++given}", StringComparison.Ordinal)));
        registry = new ScriptedRegistry(asked => asked.Authorization?.StartsWith("Bearer made-up", StringComparison.Ordinal) == true
            ? new Reply(404)
            : new Reply(401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{tokens.Address}/token\",service=\"made up\",scope=\"repository:exampleco/a:pull\"")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        tokens.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task A_token_is_asked_for_once_a_repository_and_used_from_then_on()
    {
        using var client = Client(RegistryClientTests.Login(registry.Address));

        await client.FindManifestAsync("exampleco/a", "1", Cancel);
        await client.FindManifestAsync("exampleco/a", "2", Cancel);

        var asked = Assert.Single(tokens.All);
        Assert.Equal("GET /token?service=made%20up&scope=repository%3Aexampleco%2Fa%3Apull&account=ada", asked.ToString());
        Assert.Equal("Basic YWRhOm1hZGUtdXA=", asked.Authorization);
        Assert.Equal([null, "Bearer made-up-token", "Bearer made-up-token"], registry.All.Select(request => request.Authorization));
    }

    [Fact]
    public async Task A_token_is_asked_for_without_a_login_where_there_is_none()
    {
        using var client = Client(_ => null);

        await client.FindManifestAsync("exampleco/a", "1", Cancel);

        Assert.Null(Assert.Single(tokens.All).Authorization);
    }

    [Fact]
    public async Task A_token_that_is_too_old_is_not_used()
    {
        answer = "{\"access_token\":\"made-up-#\",\"expires_in\":5}";
        using var client = Client(_ => null);

        await client.FindManifestAsync("exampleco/a", "1", Cancel);
        await client.FindManifestAsync("exampleco/a", "2", Cancel);

        Assert.Equal([null, "Bearer made-up-1", null, "Bearer made-up-2"], registry.All.Select(request => request.Authorization));
    }

    [Fact]
    public async Task A_mount_asks_for_the_rights_on_both_repositories()
    {
        using var client = Client(_ => null);

        await Assert.ThrowsAsync<FenceException>(() => client.MountBlobAsync("exampleco/b", "sha256:1", "exampleco/a", Cancel));

        Assert.Equal(
            "GET /token?service=made%20up&scope=repository%3Aexampleco%2Fb%3Apull%2Cpush&scope=repository%3Aexampleco%2Fa%3Apull",
            Assert.Single(tokens.All).ToString());
    }

    [Fact]
    public async Task An_identity_token_is_exchanged_by_post_and_its_successor_is_taken_next()
    {
        answer = "{\"access_token\":\"made-up-#\",\"refresh_token\":\"identity-#\",\"expires_in\":5}";
        using var client = Client(name => name == "DOCKER_AUTH_CONFIG"
            ? $$$"""{"auths":{"{{{registry.Address}}}":{"identitytoken":"identity-0"} } }"""
            : null);

        await client.FindManifestAsync("exampleco/a", "1", Cancel);
        await client.FindManifestAsync("exampleco/a", "2", Cancel);

        Assert.Equal(["POST /token", "POST /token"], tokens.Lines);
        Assert.Equal(
            "grant_type=refresh_token&service=made+up&client_id=fence&scope=repository%3Aexampleco%2Fa%3Apull&refresh_token=identity-0",
            Encoding.UTF8.GetString(tokens.All[0].Body));
        Assert.EndsWith("refresh_token=identity-1", Encoding.UTF8.GetString(tokens.All[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_server_that_answers_nonsense_is_named()
    {
        answer = "<html>";
        using var client = Client(_ => null);

        var error = await Assert.ThrowsAsync<FenceException>(() => client.FindManifestAsync("exampleco/a", "1", Cancel));

        Assert.Equal($"the registry at {registry.Address} sends to http://{tokens.Address}/token for a token, and that answers with something else", error.Message);
    }

    private RegistryClient Client(Func<string, string?> environment) => new(registry.Definition, new ImpatientClock(), environment);
}
