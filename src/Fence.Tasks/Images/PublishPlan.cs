namespace Fence.Tasks.Images;

/// <summary>What PushRegistry is about to do.</summary>
/// <param name="Image">The image, with the tag that it will have in the registry.</param>
/// <param name="Registry">The registry's address, as nodes know it.</param>
/// <param name="Present">The image as the registry has it; null where it has to be pushed.</param>
public sealed record PublishPlan(BuiltImage Image, string Registry, PublishedImage? Present)
{
    /// <summary>Whether the registry has another image under the tag, and this one, still to be built, will get a tag made of its ID.</summary>
    public bool TagIsTaken { get; init; }

    /// <summary>What the cluster's configuration would name.</summary>
    public string Reference => $"{Registry}/{Image.Reference}{(TagIsTaken ? "-<image ID>" : "")}";

    /// <summary>What would be done, in a sentence without a full stop.</summary>
    public string Sentence => Present is null
        ? $"would push {Reference}"
        : $"would push nothing: {Registry} has {Image.Reference} as {Present.Digest}";
}
