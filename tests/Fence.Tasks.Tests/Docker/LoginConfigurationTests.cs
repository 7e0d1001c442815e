using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Docker;

/// <summary>The forms in which <c>docker login</c> leaves a login; helpers are real executables.</summary>
public sealed class LoginConfigurationTests : IDisposable
{
    private const string Registry = "registry.example.com:5000";
    private const string Encoded = "YWRhOm1hZGU6dXA="; // ada:made:up

    private readonly string folder = Directory.CreateTempSubdirectory("fence-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("registry.example.com:5000")]
    [InlineData("https://registry.example.com:5000")]
    [InlineData("https://registry.example.com:5000/v1/")]
    public async Task Inline(string key)
    {
        Write($$$"""{"auths":{"registry.example.com":{"auth":"b3RoZXI6b3RoZXI="},"{{{key}}}":{"auth":"{{{Encoded}}}"} } }""");

        Assert.Equal(new RegistryLogin("ada", "made:up"), await FindAsync());
    }

    [Fact]
    public async Task Inline_with_an_identity_token()
    {
        Write($$$"""{"auths":{"{{{Registry}}}":{"auth":"{{{Encoded}}}","identitytoken":"made-up"} } }""");

        Assert.Equal(new RegistryLogin("", "made-up", IsIdentityToken: true), await FindAsync());
    }

    [Fact]
    public async Task Docker_hub_by_its_old_name()
    {
        Write($$$"""{"auths":{"https://index.docker.io/v1/":{"auth":"{{{Encoded}}}"} } }""");

        Assert.Equal("ada", (await FindAsync("docker.io"))!.User);
    }

    [Fact]
    public async Task The_environment_goes_before_the_file()
    {
        Write($$$"""{"auths":{"{{{Registry}}}":{"auth":"b3RoZXI6b3RoZXI="} } }""");

        var login = await FindAsync(environment: $$$"""{"auths":{"{{{Registry}}}":{"auth":"{{{Encoded}}}"} } }""");

        Assert.Equal("ada", login!.User);
    }

    [Theory]
    [InlineData("""{"credsStore":"made-up"}""")]
    [InlineData("""{"credHelpers":{"registry.example.com:5000":"made-up"},"credsStore":"missing"}""")]
    public async Task A_helper_is_told_the_registry_and_tells_the_login(string config)
    {
        Write(config);
        Helper($$"""read registry; [ "$1 $registry" = "get {{Registry}}" ] && echo '{"ServerURL":"x","Username":"ada","Secret":"made-up"}'""");

        Assert.Equal(new RegistryLogin("ada", "made-up"), await FindAsync());
    }

    [Fact]
    public async Task A_helper_that_keeps_an_identity_token()
    {
        Write("""{"credsStore":"made-up"}""");
        Helper("""echo '{"Username":"<token>","Secret":"made-up"}'""");

        Assert.True((await FindAsync())!.IsIdentityToken);
    }

    [Fact]
    public async Task A_helper_that_knows_nobody_leaves_it_to_the_file()
    {
        Write($$$"""{"credsStore":"made-up","auths":{"{{{Registry}}}":{"auth":"{{{Encoded}}}"} } }""");
        Helper("echo 'credentials not found in native keychain'; exit 1");

        Assert.Equal("ada", (await FindAsync())!.User);
    }

    [Theory]
    [InlineData("echo 'the keychain is locked' >&2; exit 1", "ended with 1 when asked for registry.example.com:5000: the keychain is locked")]
    [InlineData("echo 'no JSON with a made-up-secret'", "did not answer with a user and a secret when asked for registry.example.com:5000")]
    public async Task A_helper_that_fails_is_named_without_what_it_keeps(string script, string message)
    {
        Write("""{"credsStore":"made-up"}""");
        Helper(script);

        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync());

        Assert.Equal($"the credential helper docker-credential-made-up {message}", error.Message);
        Assert.DoesNotContain("secret", error.InnerException?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_that_is_not_installed_is_named()
    {
        Write("""{"credsStore":"missing"}""");

        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync());

        Assert.StartsWith("the credential helper docker-credential-missing cannot be started: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, error.Exit);
    }

    [Theory]
    [InlineData("{\n \"auths\": made-up-secret", "config.json is no JSON, at line 2")]
    [InlineData("{\"auths\":{\"registry.example.com:5000\":{\"auth\":\"made-up-secret\"}}}", "is no 'user:password' in base64")]
    public async Task A_configuration_that_is_broken_is_told_without_what_is_in_it(string config, string message)
    {
        Write(config);

        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made-up-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_logged_in_anywhere()
    {
        Assert.Null(await FindAsync());
        Write("{}");
        Assert.Null(await FindAsync());
    }

    [Fact]
    public void A_login_prints_without_its_secret() =>
        Assert.Equal("ada an identity token", $"{new RegistryLogin("ada", "made-up")} {new RegistryLogin("", "made-up", IsIdentityToken: true)}");

    private void Write(string config) => File.WriteAllText(Path.Combine(folder, "config.json"), config);

    private void Helper(string script)
    {
        var path = Path.Combine(folder, "docker-credential-made-up");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private Task<RegistryLogin?> FindAsync(string registry = Registry, string? environment = null) => new LoginConfiguration(name => name switch
    {
        "DOCKER_CONFIG" => folder,
        "DOCKER_AUTH_CONFIG" => environment,
        "PATH" => $"{folder}:/usr/bin:/bin",
        _ => null,
    }).FindAsync(registry, Cancel);
}
