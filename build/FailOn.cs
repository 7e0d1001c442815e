namespace Fence.Pipeline;

/// <summary>The least severity that ends validation with an error.</summary>
internal enum FailOn
{
    Warning,
    Error,
}
