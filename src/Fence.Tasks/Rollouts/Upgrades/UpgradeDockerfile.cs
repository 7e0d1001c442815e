namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>The Dockerfile of the variant that leaves the configuration alone (DOMAIN section 2).</summary>
internal static class UpgradeDockerfile
{
    /// <summary>The name under which it is sent to the engine.</summary>
    public const string Name = "Dockerfile";

    /// <summary>
    /// Its text. <c>autoremove</c> needs <c>-y</c>, or it asks and gives up. An image without unattended-upgrades is upgraded by apt-get:
    /// installing it would bring Python into every application's container, while <c>upgrade</c> neither adds nor removes a package.
    /// </summary>
    /// <param name="image">What it starts from.</param>
    public static string Of(string image) =>
        $"""
        FROM {image}
        USER root
        RUN apt-get update \
         && if command -v unattended-upgrades >/dev/null; then unattended-upgrades -d; \
            else echo "fence: no unattended-upgrades in the image, so apt-get upgrades it" \
             && DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold upgrade; fi \
         && apt-get clean && apt-get -y autoremove \
         && rm -rf /var/lib/apt/lists/*

        """;
}
