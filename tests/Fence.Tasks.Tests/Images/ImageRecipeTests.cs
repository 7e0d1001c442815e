using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
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
            Recipe with { Arguments = Recipe.Arguments.Add("A", "1") },
            Recipe with { Arguments = Recipe.Arguments.Add("A", "2") },
            Recipe with { Policy = new PolicyDefinition { Privileged = true } },
            Recipe with { Policy = new PolicyDefinition { Quotas = [new QuotaPolicy("trusted", AllowSudo: true)] } },
            Recipe with { Policy = new PolicyDefinition { Quotas = [new QuotaPolicy("trusted", AllowSudo: false)] } },
            Recipe with { Policy = new PolicyDefinition { DockerApps = new DockerAppsPolicy { RequireSudo = false } } },
            Recipe with { Policy = new PolicyDefinition { DockerApps = new DockerAppsPolicy { AllowAnyRegistry = true } } },
            Recipe with { Policy = new PolicyDefinition { DockerApps = new DockerAppsPolicy { AllowedRegistries = ["api.paas.example.com:5000"] } } },
        ];

        Assert.Equal(recipes.Length, recipes.Select(recipe => recipe.Digest).Distinct().Count());
    }

    [Fact]
    public void The_order_and_the_place_of_what_the_policy_says_and_who_answers_for_it_do_not_change_the_digest()
    {
        QuotaPolicy one = new("one", AllowSudo: true, new SourceSpan("fence.yml", 3)), two = new("two", AllowSudo: false);
        var said = new PolicyDefinition { Privileged = false, Quotas = [one, two] };
        var saidOtherwise = new PolicyDefinition
        {
            Quotas = [two, one with { Span = null }],
            ForSudo = new Acknowledgement("Ada Example", "the agent needs it", new DateOnly(2027, 6, 30)),
        };

        Assert.Equal((Recipe with { Policy = said }).Digest, (Recipe with { Policy = saidOtherwise }).Digest);
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
