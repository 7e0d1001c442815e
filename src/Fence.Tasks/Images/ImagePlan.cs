namespace Fence.Tasks.Images;

/// <summary>What BuildImage is about to do.</summary>
/// <param name="Recipe">All that decides what the image becomes.</param>
/// <param name="Image">The image; without an ID where it is still to be built.</param>
/// <param name="NeedsName">Whether the builder has no image of this name yet.</param>
public sealed record ImagePlan(ImageRecipe Recipe, BuiltImage Image, bool NeedsName)
{
    /// <summary>Whether the builder has no image that is made of exactly this.</summary>
    public bool NeedsBuild => !Image.IsReused;

    /// <summary>The digest under which the registry has the image, and from where the builder gets it; null where it need not.</summary>
    public string? PullDigest { get; init; }

    /// <summary>What would be done, in a sentence without a full stop.</summary>
    public string Sentence => this switch
    {
        { NeedsBuild: true } => $"would build {Image.Reference}, definition {Recipe.Digest}",
        { PullDigest: { } digest } => $"would build nothing, and pull {Image.Reference}, which was built elsewhere: {digest}",
        { NeedsName: true } => $"would build nothing, and give {Image.Id} the name {Image.Reference}",
        _ => $"would build nothing: {Image.Reference} is made of exactly this, definition {Recipe.Digest}",
    };
}
