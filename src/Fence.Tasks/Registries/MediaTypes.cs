namespace Fence.Tasks.Registries;

/// <summary>What content is, as registries are told (OCI image specification, "Media Types", and Docker's own names).</summary>
public static class MediaTypes
{
    /// <summary>An image's manifest, as Docker writes it.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>A list of manifests, as Docker writes it.</summary>
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>An image's configuration, as Docker names it.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>A layer, as Docker names it.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>A manifest of an image or of an artifact.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>A list of manifests.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>An image's configuration.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>The configuration of an artifact that has none.</summary>
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";

    internal static readonly string[] Images = [DockerManifest, OciManifest];

    internal static readonly string[] Manifests = [DockerManifest, OciManifest, DockerList, OciIndex];
}
