using System.Text;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>Logins and TLS, against a registry that has both.</summary>
[Trait("Category", "docker")]
public sealed class RegistryLoginTests : IAsyncLifetime
{
    private const string Repository = "exampleco/stack-alsek";

    private readonly Certificates certificates = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fence-test-").FullName;
    private TestRegistry registry = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await TestRegistry.StartWithTlsAsync(certificates.Issue());
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), certificates.Authority, Cancel);
        Write($"{{\"auths\":{{\"{registry.Address}\":{{\"auth\":\"{Encoded(TestRegistry.User, TestRegistry.Password)}\"}}}}}}");
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        certificates.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_login_in_the_configuration_of_docker_login_and_the_authority_of_the_definition_let_write()
    {
        using var client = Client();

        var stored = await client.UploadBlobAsync(Repository, new MemoryStream("a layer"u8.ToArray()), digest: null, Cancel);

        Assert.Equal(7, await client.HeadBlobAsync(Repository, stored.Digest, Cancel));
    }

    [Fact]
    public async Task A_login_of_a_credential_helper_lets_write()
    {
        Write("{\"credsStore\":\"made-up\"}");
        var helper = Path.Combine(folder, "docker-credential-made-up");
        await File.WriteAllTextAsync(
            helper, $"#!/bin/sh\nread registry; [ \"$registry\" = {registry.Address} ] && echo '{{\"Username\":\"{TestRegistry.User}\",\"Secret\":\"{TestRegistry.Password}\"}}'\n", Cancel);
        File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var client = Client();

        await client.UploadBlobAsync(Repository, new MemoryStream("a layer"u8.ToArray()), digest: null, Cancel);
    }

    [Fact]
    public async Task The_authority_may_be_in_certs_d()
    {
        var certs = Directory.CreateDirectory(Path.Combine(folder, "docker", "certs.d", registry.Address));
        File.Move(Path.Combine(folder, "ca.crt"), Path.Combine(certs.FullName, "ca.crt"));
        using var client = Client(ca: null);

        Assert.Null(await client.HeadManifestAsync(Repository, "1", Cancel));
    }

    [Fact]
    public async Task The_wrong_password_is_told_without_showing_it()
    {
        Write($"{{\"auths\":{{\"{registry.Address}\":{{\"auth\":\"{Encoded("ada", "another-password")}\"}}}}}}");
        using var client = Client();

        var error = await Assert.ThrowsAsync<FenceException>(() => client.HeadManifestAsync(Repository, "1", Cancel));

        Assert.StartsWith($"the registry at {registry.Address} refused the login of ada when asked for {Repository}:1", error.Message, StringComparison.Ordinal);
        Assert.Equal((ExitCode.ClusterFailed, "FR005", $"Log in as somebody who may: docker login {registry.Address}"), (error.Exit, error.Diagnostics[0].Code, error.Diagnostics[0].Remedy));
        Assert.DoesNotContain("another-password", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_to_log_in()
    {
        Write("{}");
        using var client = Client();

        var error = await Assert.ThrowsAsync<FenceException>(() => client.GetManifestAsync(Repository, "1", Cancel));

        Assert.StartsWith($"the registry at {registry.Address} wants a login when asked for {Repository}:1, and there is none for it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_known_is_named_with_what_to_do()
    {
        using var client = Client(ca: null);

        var error = await Assert.ThrowsAsync<FenceException>(() => client.HeadManifestAsync(Repository, "1", Cancel));

        Assert.Equal($"the registry at {registry.Address} has a certificate of an authority that is not known here: CN=made-up authority", error.Message);
        Assert.Equal(
            $"Put the certificate of its authority into /etc/docker/certs.d/{registry.Address}/ca.crt, or name it in fence.yml: registry.ca",
            error.Diagnostics[0].Remedy);
        Assert.Equal((ExitCode.ClusterFailed, RegistryFault.Certificate), (error.Exit, RegistryException.Of(error)!.Fault));
    }

    [Fact]
    public async Task A_certificate_that_expired_is_refused_with_its_day()
    {
        await using var old = await TestRegistry.StartWithTlsAsync(certificates.Issue(isExpired: true));
        using var client = new RegistryClient(old.Definition(insecure: false, Path.Combine(folder, "ca.crt")), TimeProvider.System, Environment());

        var error = await Assert.ThrowsAsync<FenceException>(() => client.HeadManifestAsync(Repository, "1", Cancel));

        Assert.StartsWith($"the registry at {old.Address} has a certificate that expired on 20", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        var port = registry.Address.Split(':')[1];
        using var client = new RegistryClient(
            new RegistryDefinition { Address = $"localhost:{port}", CertificateAuthority = Path.Combine(folder, "ca.crt") }, TimeProvider.System, Environment());

        var error = await Assert.ThrowsAsync<FenceException>(() => client.HeadManifestAsync(Repository, "1", Cancel));

        Assert.Equal($"the registry at localhost:{port} has a certificate for another name: registry", error.Message);
    }

    [Fact]
    public async Task A_registry_without_tls_is_told_to_be_one()
    {
        await using var plain = await TestRegistry.StartAsync();
        using var client = new RegistryClient(plain.Definition(insecure: false), TimeProvider.System, Environment());

        var error = await Assert.ThrowsAsync<FenceException>(() => client.HeadManifestAsync(Repository, "1", Cancel));

        Assert.StartsWith($"the registry at {plain.Address} could not agree on TLS: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("Does it speak plain HTTP? Then say so in fence.yml: registry.insecure: true", error.Diagnostics[0].Remedy);
    }

    [Fact]
    public async Task A_token_of_a_token_server_lets_write()
    {
        using var tokens = new TokenServer();
        await using var guarded = await TestRegistry.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["tokens.crt"] = tokens.Certificate },
            "REGISTRY_AUTH=token",
            $"REGISTRY_AUTH_TOKEN_REALM=http://{tokens.Address}/token",
            $"REGISTRY_AUTH_TOKEN_SERVICE={TokenServer.Service}",
            $"REGISTRY_AUTH_TOKEN_ISSUER={TokenServer.Issuer}",
            "REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE=/made-up/tokens.crt");
        using var client = new RegistryClient(guarded.Definition(), TimeProvider.System, RegistryAt(guarded.Address));

        var stored = await client.UploadBlobAsync(Repository, new MemoryStream("a layer"u8.ToArray()), digest: null, Cancel);

        Assert.True(await client.MountBlobAsync("exampleco/other", stored.Digest, Repository, Cancel));
        Assert.True(await client.DeleteBlobAsync(Repository, stored.Digest, Cancel));
    }

    private static Func<string, string?> RegistryAt(string address) => name => name == "DOCKER_AUTH_CONFIG"
        ? $"{{\"auths\":{{\"{address}\":{{\"auth\":\"{Encoded(TestRegistry.User, TestRegistry.Password)}\"}}}}}}"
        : null;

    private static string Encoded(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private RegistryClient Client() => Client(Path.Combine(folder, "ca.crt"));

    private RegistryClient Client(string? ca) => new(registry.Definition(insecure: false, ca), TimeProvider.System, Environment());

    private Func<string, string?> Environment() => name => name switch
    {
        "DOCKER_CONFIG" or "XDG_CONFIG_HOME" => folder,
        "PATH" => $"{folder}:/usr/bin:/bin",
        _ => null,
    };

    private void Write(string config) => File.WriteAllText(Path.Combine(folder, "config.json"), config);
}
