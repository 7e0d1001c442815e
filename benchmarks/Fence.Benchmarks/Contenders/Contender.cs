namespace Fence.Benchmarks.Contenders;

/// <summary>A way to bring a new image to five DEAs and into the configuration.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="RunAsync">Does it once, with the image's tag; what it returns tells where its time went.</param>
internal sealed record Contender(string Name, Func<string, Task<string>> RunAsync)
{
    /// <summary>How long it took with a new image, in seconds, a number a round.</summary>
    public List<double> New { get; } = [];

    /// <summary>How long it took with nothing to do.</summary>
    public List<double> Again { get; } = [];

    /// <summary>Where the time of its last run went.</summary>
    public string Profile { get; set; } = "";

    /// <summary>The same, with nothing to do.</summary>
    public string ProfileAgain { get; set; } = "";
}
