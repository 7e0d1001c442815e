using Fence.Tasks.Definition;

namespace Fence.Tasks.Images;

/// <summary>What an image is made from.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Context">What the build may use.</param>
/// <param name="Revision">The commit; null outside a repository.</param>
public sealed record ImageSource(ImageDefinition Definition, BuildContext Context, SourceRevision? Revision);

/// <summary>How an image is made.</summary>
/// <param name="Tag">A tag to give; null for <see cref="ImageRecipe.DefaultTag"/>.</param>
/// <param name="Rebuild">Whether it is made also where there is one that is made of exactly this.</param>
/// <param name="NoCache">Whether every instruction is carried out anew; implies <paramref name="Rebuild"/>.</param>
public sealed record ImageBuildOptions(string? Tag = null, bool Rebuild = false, bool NoCache = false);
