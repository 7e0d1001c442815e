using Docker.DotNet.Models;

namespace Fence.Tasks.Docker;

public sealed partial class DockerHost
{
    private static readonly LoginConfiguration Logins = new(Environment.GetEnvironmentVariable);

    // Goes to the engine in the header X-Registry-Auth, as Docker's own command sends it; the engine keeps none itself.
    private static async Task<AuthConfig> LoginAsync(string repository, CancellationToken cancellationToken)
    {
        var registry = repository.Split('/')[0];
        return await Logins.FindAsync(registry, cancellationToken) switch
        {
            null => new AuthConfig(),
            { IsIdentityToken: true } token => new AuthConfig { IdentityToken = token.Secret, ServerAddress = registry },
            { } login => new AuthConfig { Username = login.User, Password = login.Secret, ServerAddress = registry },
        };
    }
}
