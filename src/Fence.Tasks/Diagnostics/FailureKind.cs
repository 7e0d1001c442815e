namespace Fence.Tasks.Diagnostics;

/// <summary>What class a failure belongs to.</summary>
public enum FailureKind
{
    /// <summary>None that is known: it is not tried again.</summary>
    Unknown,

    /// <summary>The connection was refused, reset or lost, or the other side was silent. What it did is not known.</summary>
    Connection,

    /// <summary>The other side cannot do it now: overload, or an error of its own.</summary>
    Busy,

    /// <summary>The other side does not want to: a login, a permission. Trying again does not help.</summary>
    Refused,

    /// <summary>There is no such thing. Trying again does not help.</summary>
    NotFound,

    /// <summary>A disk is full. Trying again does not help before somebody makes room.</summary>
    DiskFull,
}

/// <summary>What follows from a failure's class.</summary>
public static class FailureKinds
{
    /// <summary>Whether the same may succeed when it is tried again.</summary>
    public static bool IsTransient(this FailureKind kind) => kind is FailureKind.Connection or FailureKind.Busy;
}
