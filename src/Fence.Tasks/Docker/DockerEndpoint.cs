using Fence.Tasks.Ssh;

namespace Fence.Tasks.Docker;

/// <summary>Where a Docker engine answers.</summary>
public abstract record DockerEndpoint
{
    private DockerEndpoint()
    {
    }

    /// <summary>A socket on this machine: <c>unix:///var/run/docker.sock</c>.</summary>
    public sealed record Unix(string Path) : DockerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => $"unix://{Path}";
    }

    /// <summary>A port, without TLS: <c>tcp://host:2375</c>.</summary>
    public sealed record Tcp(string Host, int Port) : DockerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => $"tcp://{Host}:{Port}";
    }

    /// <summary>The socket of a machine that is reached over SSH: <c>ssh://user@host</c>.</summary>
    public sealed record OverSsh(SshEndpoint Node) : DockerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => Node.ToString();
    }

    /// <summary>Where Docker's own tools look when nothing else is said.</summary>
    public const string Default = "unix:///var/run/docker.sock";

    private const int TcpPort = 2375;

    /// <summary>The engine that is meant when a definition names none: <c>DOCKER_HOST</c>, else this machine's.</summary>
    /// <param name="dockerHost">The value of <c>DOCKER_HOST</c>.</param>
    public static string OrDefault(string? dockerHost) => string.IsNullOrWhiteSpace(dockerHost) ? Default : dockerHost;

    /// <summary>Reads an endpoint; null when <paramref name="text"/> is none.</summary>
    public static DockerEndpoint? Parse(string text)
    {
        if (SshEndpoint.TryParse(text, out var ssh))
            return new OverSsh(ssh);
        if (text.StartsWith("unix:///", StringComparison.Ordinal) && text.Length > "unix:///".Length)
            return new Unix(text["unix://".Length..]);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "tcp", Host.Length: > 0 }
            ? new Tcp(uri.Host, uri.Port > 0 ? uri.Port : TcpPort)
            : null;
    }
}
