namespace Fence.MicroCloud.Engines;

/// <summary>How the engine answered when it was asked.</summary>
internal enum EngineAnswer
{
    /// <summary>It answers.</summary>
    Answers,

    /// <summary>It is there, and this user may not talk to it.</summary>
    Denied,

    /// <summary>Nothing answers.</summary>
    Silent,
}

/// <summary>What must be known of this machine to decide how to come to a Docker engine.</summary>
internal sealed record MachineFacts
{
    /// <summary>Where the engine is looked for.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whether <c>DOCKER_HOST</c> named that place.</summary>
    public bool EndpointIsChosen { get; init; }

    /// <summary>How the engine answered.</summary>
    public EngineAnswer Engine { get; init; }

    /// <summary>Whether this process may install packages.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Whether the distribution is Debian, Ubuntu or one made of them.</summary>
    public bool IsDebianLike { get; init; }

    /// <summary>What the distribution calls itself.</summary>
    public string OperatingSystem { get; init; } = "this operating system";

    /// <summary>Whether systemd runs the services.</summary>
    public bool HasSystemd { get; init; }

    /// <summary>Whether <c>dockerd</c> is installed.</summary>
    public bool HasDockerd { get; init; }

    /// <summary>Whether <c>ssh</c> and <c>ssh-keygen</c> are installed.</summary>
    public bool HasSsh { get; init; }
}
