using System.Net;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Registries;

/// <summary>Why a registry did not do what it was asked to.</summary>
public enum RegistryFault
{
    /// <summary>No connection, or it was cut.</summary>
    Unreachable,

    /// <summary>It was silent for too long.</summary>
    Silent,

    /// <summary>It asked to come back later (429).</summary>
    Busy,

    /// <summary>It failed itself (5xx).</summary>
    Broken,

    /// <summary>Its certificate, or that of this client, does not hold.</summary>
    Certificate,

    /// <summary>It wants a login, or another one (401).</summary>
    LoginRefused,

    /// <summary>The login does not suffice (403).</summary>
    Forbidden,

    /// <summary>There is nothing of this name (404).</summary>
    NotFound,

    /// <summary>The bytes are not those of the digest.</summary>
    WrongDigest,

    /// <summary>It refused the request, or answered with what the specification does not know.</summary>
    Refused,
}

/// <summary>The technical cause behind a registry's <see cref="FenceException"/>: its class, for who has to decide whether to try again.</summary>
public sealed class RegistryException : Exception
{
    /// <summary>Makes one.</summary>
    public RegistryException(RegistryFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The class.</summary>
    public RegistryFault Fault { get; }

    /// <summary>The answer's status; null where there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the registry asked to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed a little later.</summary>
    public bool IsTransient => Fault is RegistryFault.Unreachable or RegistryFault.Silent or RegistryFault.Busy or RegistryFault.Broken;

    /// <summary>The class of an error; null where it is none of a registry's.</summary>
    public static RegistryException? Of(Exception? error) => error switch
    {
        RegistryException failure => failure,
        FenceException fence => Of(fence.InnerException),
        _ => null,
    };
}
