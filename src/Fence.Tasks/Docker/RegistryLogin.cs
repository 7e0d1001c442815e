namespace Fence.Tasks.Docker;

/// <summary>Who somebody is to a registry. Prints as the name only, so that no message can show the secret.</summary>
/// <param name="User">The user's name; empty for an identity token.</param>
/// <param name="Secret">The password, or the identity token.</param>
/// <param name="IsIdentityToken">Whether <paramref name="Secret"/> is a token that is exchanged for access tokens, rather than a password.</param>
public sealed record RegistryLogin(string User, string Secret, bool IsIdentityToken = false)
{
    /// <inheritdoc/>
    public override string ToString() => IsIdentityToken ? "an identity token" : User;
}
