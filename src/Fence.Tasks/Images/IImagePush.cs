using Fence.Tasks.Docker;
using Fence.Tasks.Registries.Pushing;

namespace Fence.Tasks.Images;

/// <summary>A way to bring an image from the builder into a registry.</summary>
public interface IImagePush
{
    /// <summary>Pushes.</summary>
    /// <param name="image">The image ID.</param>
    /// <param name="target">Where to, at the address that this machine uses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The digest that the registry confirmed, and what was sent.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, or refuses.</exception>
    Task<EnginePush> PushAsync(string image, ImageReference target, CancellationToken cancellationToken);
}

/// <summary>Lets the engine push, which needs a name at the registry for it.</summary>
/// <param name="builder">The engine.</param>
/// <param name="keepsName">Whether the name is one that nodes know, too, and stays.</param>
public sealed class PushByEngine(IDockerHost builder, bool keepsName) : IImagePush
{
    /// <inheritdoc/>
    public async Task<EnginePush> PushAsync(string image, ImageReference target, CancellationToken cancellationToken)
    {
        await builder.TagAsync(image, target.Name, target.Tag, cancellationToken);
        try
        {
            return await builder.PushAsync(target.Name, target.Tag, cancellationToken);
        }
        finally
        {
            // A name with the push address is of no use to anybody afterwards, and would pile up on the builder.
            if (!keepsName)
                await builder.UntagAsync(target.ToString(), CancellationToken.None);
        }
    }
}

/// <summary>Pushes with all cores; leaves it to the engine where that has its images in a form that only it knows.</summary>
/// <param name="push">The way with all cores.</param>
/// <param name="related">Images that share layers with the pushed ones, such as their base.</param>
/// <param name="otherwise">The engine's way.</param>
public sealed class PushByLayers(ImagePush push, IReadOnlyList<ImageReference> related, IImagePush otherwise) : IImagePush
{
    /// <inheritdoc/>
    public async Task<EnginePush> PushAsync(string image, ImageReference target, CancellationToken cancellationToken)
    {
        var shared = related.Where(other => other.Registry is null || other.Registry == target.Registry).Select(other => (other.Repository, other.Tag)).ToList();
        return await push.PushAsync(image, target.Repository, target.Tag, shared, cancellationToken)
            ?? await otherwise.PushAsync(image, target, cancellationToken);
    }
}
