using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

public sealed class ImageRecipeTests
{
    private static readonly ImageRecipe Recipe = new("exampleco/stack-alsek", "images/stack-alsek/Dockerfile", "sha256:c0", "sha256:ba5e");

    private static readonly SourceRevision Revision = new(
        "0123456789abcdef0123456789abcdef01234567", new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.FromHours(-5)), IsDirty: false, Source: null);

    [Fact]
    public void Each_part_of_a_recipe_changes_its_digest()
    {
        ImageRecipe[] recipes =
        [
            Recipe,
            Recipe with { Repository = "exampleco/other" },
            Recipe with { Dockerfile = "Dockerfile" },
            Recipe with { ContextDigest = "sha256:c1" },
            Recipe with { BaseId = "sha256:ba5f" },
        ];

        Assert.Equal(recipes.Length, recipes.Select(recipe => recipe.Digest).Distinct().Count());
    }

    [Fact]
    public void The_tag_is_the_commits_day_in_UTC_and_its_short_ID() => Assert.Equal("2026.11.25-0123456", Recipe.DefaultTag(Revision));

    [Fact]
    public void A_work_tree_that_differs_is_marked_and_told_apart_from_other_such_ones() =>
        Assert.Equal($"2026.11.25-0123456-dirty-{Recipe.ShortDigest}", Recipe.DefaultTag(Revision with { IsDirty = true }));

    [Fact]
    public void Without_a_commit_the_definition_digest_names_the_image() =>
        Assert.Equal($"untracked-{Recipe.ShortDigest}", Recipe.DefaultTag(revision: null));
}
