using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Tests.Containers;

public sealed class LifePlanTests
{
    [Fact]
    public void User_hooks_stand_before_the_admin_hook_of_the_same_name_and_the_start_at_the_end()
    {
        var plan = Plan("""
            hooks:
              pre-running: ./migrate
              post-staging: "- rm -rf cache"
              pre-staging: [./first, ./second]
              pre-push: make
            processes:
              web: ./serve --port $PORT
            """);

        Assert.Equal(
            [
                "Staging UserHook pre-staging, user hook 1: ./first",
                "Staging UserHook pre-staging, user hook 2: ./second",
                "Staging AdminHook pre-staging, admin hook: /etc/helion/hooks/pre-staging",
                "Staging UserHook post-staging, user hook 1: rm -rf cache (may fail)",
                "Staging AdminHook post-staging, admin hook: /etc/helion/hooks/post-staging",
                "Running UserHook pre-running, user hook 1: ./migrate",
                "Running AdminHook pre-running, admin hook: /etc/helion/hooks/pre-running",
                "Running Start start: ./serve --port $PORT",
            ],
            plan.Steps.Select(step => $"{step.Stage} {step.Kind} {step.Name}: {step.Text}{(step.MayFail ? " (may fail)" : "")}"));
        Assert.Empty(plan.Refusals);
    }

    [Fact]
    public void An_application_without_a_web_process_is_not_started_and_hooks_are_declared_by_the_repository()
    {
        var plan = LifePlan.Of(
            Brand.Stackato, Parse("name: worker\n"), ImmutableSortedDictionary<string, string>.Empty.Add("post-staging", "hooks/post-staging"));

        Assert.Equal(
            ["/etc/stackato/hooks/pre-staging", "/etc/stackato/hooks/post-staging declared in hooks/post-staging", "/etc/stackato/hooks/pre-running"],
            plan.Steps.Select(step => step.IsDeclared ? $"{step.Text} declared in {step.Span}" : step.Text));
    }

    [Theory]
    [InlineData("hooks:\n  pre-staging: make && make install\n", "FH029")]
    [InlineData("hooks:\n  pre-staging:\n  - -make\n", "FH030")]
    public void What_a_user_hook_cannot_be_is_refused_by_the_rules_that_validation_has(string manifest, string code) =>
        Assert.Equal(code, Assert.Single(Plan(manifest).Refusals).Code);

    private static LifePlan Plan(string manifest) => LifePlan.Of(Brand.Helion, Parse(manifest), ImmutableSortedDictionary<string, string>.Empty);

    private static Application Parse(string manifest) => ApplicationReader.Parse(manifest, "manifest.yml", "app");
}
