namespace Fence.Pipeline;

/// <summary>Who carries out a Dockerfile.</summary>
internal enum BuildBy
{
    Engine,
    BuildKit,
}
