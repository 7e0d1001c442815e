using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Signatures;

namespace Fence.Tasks.Tests.Signatures;

/// <summary>Signatures, held against openssl's command.</summary>
public sealed class OpenSslAgreementTests : IAsyncLifetime
{
    private const string Type = InTotoStatement.PayloadType;

    private static readonly byte[] Payload = [.. """{"_type":"made up"}"""u8];

    private readonly string folder = Directory.CreateTempSubdirectory("fence-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await OpenSslAsync("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem");
        await OpenSslAsync("ec", "-in", "key.pem", "-pubout", "-out", "key.pub");
        await File.WriteAllBytesAsync(PathOf("signed"), DsseEnvelope.EncodeForSigning(Type, Payload), Cancel);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Openssl_verifies_what_is_signed_here()
    {
        using var key = SigningKey.Read("key.pem", folder);
        await File.WriteAllBytesAsync(PathOf("signature"), key.Sign(Type, Payload).Signatures[0].Value.ToArray(), Cancel);

        Assert.Equal("Verified OK", (await OpenSslAsync("dgst", "-sha256", "-verify", "key.pub", "-signature", "signature", "signed")).Trim());
    }

    [Fact]
    public async Task What_openssl_signs_is_verified_here_and_altered_bytes_are_not()
    {
        await OpenSslAsync("dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "signed");
        var envelope = new DsseEnvelope(Type, Payload, [new DsseSignature(null, await File.ReadAllBytesAsync(PathOf("signature"), Cancel))]);
        var trusted = TrustedKey.Read("key.pub", folder);

        Assert.True(trusted.Vouches(envelope));
        Assert.False(trusted.Vouches(envelope with { Payload = """{"_type":"made uq"}"""u8.ToArray() }));
        Assert.False(trusted.Vouches(envelope with { PayloadType = "application/json" }));
        Assert.False(trusted.Vouches(envelope with { Signatures = [] }));
        Assert.False(trusted.Vouches(envelope with { Signatures = [new DsseSignature(null, new byte[] { 1, 2, 3 })] }));
    }

    [Fact]
    public async Task A_key_is_known_by_the_digest_of_its_public_part()
    {
        await OpenSslAsync("ec", "-pubin", "-in", "key.pub", "-outform", "DER", "-out", "key.der");
        var digest = (await OpenSslAsync("dgst", "-sha256", "-r", "key.der")).Split(' ')[0];
        using var key = SigningKey.Read("key.pem", folder);

        Assert.Equal(digest, key.KeyId);
        Assert.Equal(digest, TrustedKey.Read(await File.ReadAllTextAsync(PathOf("key.pub"), Cancel), "/").Id);
    }

    [Fact]
    public async Task Every_form_of_a_private_key_that_openssl_writes_serves()
    {
        await OpenSslAsync("pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-out", "key.pk8");
        await OpenSslAsync("ecparam", "-name", "prime256v1", "-genkey", "-out", "parameters.pem");
        using var eighth = SigningKey.Read("key.pk8", folder);
        using var withParameters = SigningKey.Read(await File.ReadAllTextAsync(PathOf("parameters.pem"), Cancel), "/");

        Assert.True(TrustedKey.Read("key.pub", folder).Vouches(eighth.Sign(Type, Payload)));
        Assert.False(TrustedKey.Read("key.pub", folder).Vouches(withParameters.Sign(Type, Payload)));
    }

    [Fact]
    public async Task What_is_no_such_key_is_refused_and_is_in_no_message()
    {
        await OpenSslAsync("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "other.pem");
        await OpenSslAsync("genrsa", "-out", "rsa.pem", "2048");
        await OpenSslAsync("ec", "-in", "key.pem", "-aes256", "-passout", "pass:made-up", "-out", "locked.pem");
        var broken = "-----BEGIN PRIVATE KEY-----\nbm8ga2V5\n-----END PRIVATE KEY-----";

        Assert.Equal("the signing key is on another curve than P-256", Refusal("other.pem"));
        Assert.All((string[])["rsa.pem", "locked.pem", "key.pub", broken], given => Assert.Equal(
            "the signing key is no private key in PEM, or it is one with a password", Refusal(given)));
        Assert.Equal("the file of the signing key cannot be read", Refusal("nowhere.pem"));
        Assert.Equal(
            "a key of 'trust' in fence.yml is no public key in PEM",
            Assert.Throws<FenceException>(() => TrustedKey.Read("rsa.pem", folder)).Message);
    }

    [Fact]
    public async Task The_commands_of_the_promotion_page_make_keys_that_serve()
    {
        var commands = RepositoryFiles.Read("docs/promotion.md").Split('\n').Where(line => line.StartsWith("$ openssl ", StringComparison.Ordinal)).ToList();

        foreach (var command in commands)
            await OpenSslAsync(command.Split(' ')[2..]);

        using var key = SigningKey.Read("release-managers.pem", folder);
        Assert.True(TrustedKey.Read("release-managers.pub", folder).Vouches(key.Sign(Type, Payload)));
    }

    private string Refusal(string given)
    {
        var refused = Assert.Throws<FenceException>(() => SigningKey.Read(given, folder));
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        return refused.Message;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private async Task<string> OpenSslAsync(params string[] arguments) =>
        (await Cli.Wrap("openssl").WithWorkingDirectory(folder).WithArguments(arguments).ExecuteBufferedAsync(Cancel)).StandardOutput;
}
