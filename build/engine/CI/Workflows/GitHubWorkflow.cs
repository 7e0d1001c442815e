using System.Text.Json;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// The text of a workflow file, as GitHub's documentation of the workflow syntax has it. Pure, but for a look at the root.
/// </summary>
internal sealed class GitHubWorkflow(GitHubActionsAttribute attribute, AbsolutePath root, ExecutionPlan plan)
{
    public override string ToString()
    {
        var sections = Map(
            ("name", attribute.Name),
            ("on", On()),
            ("permissions", Permissions()),
            ("concurrency", Concurrency()),
            ("jobs", Map([.. attribute.Images.Select(image => (Kebab(image), (object?)Job(image)))])));
        return $"# Written by the build from [GitHubActions(\"{attribute.Name}\", …)] on its class: "
            + "change that, and not this file.\n"
            + string.Join('\n', sections.Select(section => YamlText.Of([section])));
    }

    private OrderedDictionary<string, object> On() => Map(
        ("push", Event(GitHubActionsTrigger.Push, ("branches", attribute.OnPushBranches), ("tags", attribute.OnPushTags))),
        ("pull_request", Event(GitHubActionsTrigger.PullRequest, ("branches", attribute.OnPullRequestBranches))),
        ("workflow_dispatch", Event(GitHubActionsTrigger.WorkflowDispatch)));

    private OrderedDictionary<string, object>? Event(GitHubActionsTrigger trigger, params (string Key, string[] Patterns)[] kinds)
    {
        var patterns = Map([.. kinds.Where(k => k.Patterns.Length > 0).Select(k => (k.Key, (object?)k.Patterns))]);
        return patterns.Count > 0 || attribute.On.Contains(trigger) ? patterns : null;
    }

    private OrderedDictionary<string, object>? Permissions()
    {
        var read = attribute.ReadPermissions.Except(attribute.WritePermissions).Select(p => (Kebab(p), (object?)"read"));
        var all = Map([.. read, .. attribute.WritePermissions.Select(p => (Kebab(p), (object?)"write"))]);
        return all.Count > 0 ? all : null;
    }

    private OrderedDictionary<string, object>? Concurrency() =>
        attribute.ConcurrencyGroup is { } group ? Map(("group", group), ("cancel-in-progress", false)) : null;

    private OrderedDictionary<string, object> Job(GitHubActionsImage image) => Map(
        ("name", Kebab(image)),
        ("runs-on", Kebab(image)),
        ("timeout-minutes", attribute.TimeoutMinutes > 0 ? attribute.TimeoutMinutes : null),
        ("steps", Steps(image).ToList()));

    private IEnumerable<OrderedDictionary<string, object>> Steps(GitHubActionsImage image)
    {
        var depth = attribute.FetchDepth != 1 ? Map(("fetch-depth", attribute.FetchDepth)) : null;
        yield return Map(("uses", "actions/checkout@v4"), ("with", depth));
        if (File.Exists(root / "global.json"))
            yield return Map(("uses", "actions/setup-dotnet@v4"), ("with", Map(("global-json-file", "global.json"))));
        if (attribute.CacheKeyFiles.Length > 0) yield return Cache();
        yield return Run(image);
        if (!attribute.PublishArtifacts) yield break;
        var products = plan.Targets.SelectMany(t => t.Products).Distinct(StringComparer.Ordinal);
        foreach (var product in products) yield return Keep(product, image);
    }

    private OrderedDictionary<string, object> Cache()
    {
        var files = string.Join(", ", attribute.CacheKeyFiles.Select(f => $"'{f}'"));
        return Map(
            ("name", $"Cache: {string.Join(", ", attribute.CacheIncludePatterns)}"),
            ("uses", "actions/cache@v4"),
            ("with", Map(
                ("path", string.Join('\n', attribute.CacheIncludePatterns)),
                ("key", $"${{{{ runner.os }}}}-${{{{ hashFiles({files}) }}}}"))));
    }

    private OrderedDictionary<string, object> Run(GitHubActionsImage image)
    {
        var script = image == GitHubActionsImage.WindowsLatest ? "./build.cmd" : "./build.sh";
        var names = attribute.ImportSecrets.Concat(attribute.EnableGitHubToken ? ["GITHUB_TOKEN"] : []);
        var secrets = Map([.. names.Select(name => (name, (object?)$"${{{{ secrets.{ParameterDeclaration.VariableOf(name)} }}}}"))]);
        return Map(
            ("name", $"Run: {string.Join(", ", attribute.InvokedTargets)}"),
            ("run", string.Join(' ', [script, .. attribute.InvokedTargets])),
            ("env", secrets.Count > 0 ? secrets : null));
    }

    // What a failed run has left is what one wants to see most.
    private OrderedDictionary<string, object> Keep(string product, GitHubActionsImage image)
    {
        var path = Path.GetRelativePath(root, product).Replace('\\', '/');
        var name = string.Join('-', path.Split('/').TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)));
        if (name.Length == 0) name = "products";

        // Within a run, an artifact's name is there once.
        if (attribute.Images.Count > 1) name += $"-{Kebab(image)}";
        return Map(
            ("name", $"Keep: {path}"),
            ("if", "${{ !cancelled() }}"),
            ("uses", "actions/upload-artifact@v4"),
            ("with", Map(("name", name), ("path", path))));
    }

    /// <summary>A map of what there is to say.</summary>
    private static OrderedDictionary<string, object> Map(params (string Key, object? Value)[] pairs) =>
        new(pairs.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value!)));

    private static string Kebab(Enum value) => value is GitHubActionsImage.MacOsLatest
        ? "macos-latest"
        : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
