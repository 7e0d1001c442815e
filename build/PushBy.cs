namespace Fence.Pipeline;

/// <summary>Who compresses and sends an image's layers.</summary>
internal enum PushBy
{
    Fence,
    Docker,
}
