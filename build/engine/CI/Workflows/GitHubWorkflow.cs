using System.Text.RegularExpressions;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>The text of a workflow file, as GitHub's documentation of the workflow syntax has it. Pure, but for a look at the root.</summary>
internal sealed partial class GitHubWorkflow(GitHubActionsAttribute attribute, AbsolutePath root, IReadOnlyList<ExecutableTarget> targets)
{
    private readonly YamlLines yaml = new();

    public static AbsolutePath File(AbsolutePath root, GitHubActionsAttribute attribute) =>
        root / ".github" / "workflows" / $"{attribute.Name}.yml";

    public static string For(GitHubActionsAttribute attribute, AbsolutePath root, IReadOnlyList<ExecutableTarget> targets) =>
        new GitHubWorkflow(attribute, root, targets).Write();

    private string Write()
    {
        yaml.Line($"# Written by the build from [GitHubActions(\"{attribute.Name}\", …)] on its class: change that, and not this file.");
        yaml.Value("name", attribute.Name);
        yaml.Line();
        Triggers();
        Permissions();
        if (attribute.ConcurrencyGroup is { } group)
        {
            yaml.Line();
            yaml.Map("concurrency", () =>
            {
                yaml.Value("group", group);
                yaml.Value("cancel-in-progress", attribute.ConcurrencyCancelInProgress ? "true" : "false", isPlain: true);
            });
        }

        yaml.Line();
        yaml.Map("jobs", () =>
        {
            foreach (var image in attribute.Images) yaml.Map(Key(image), () => Job(image));
        });
        return yaml.ToString();
    }

    private void Triggers() => yaml.Map("on", () =>
    {
        if (Pushes) yaml.Map("push", () => Patterns(("branches", attribute.OnPushBranches), ("tags", attribute.OnPushTags)));
        if (PullRequests) yaml.Map("pull_request", () => Patterns(("branches", attribute.OnPullRequestBranches)));
        if (attribute.On.Contains(GitHubActionsTrigger.WorkflowDispatch)) yaml.Line("workflow_dispatch:");
        if (attribute.OnCronSchedule is { } times) yaml.List("schedule", () => yaml.Item(("cron", times)));
    });

    private bool Pushes => attribute.On.Contains(GitHubActionsTrigger.Push) || attribute.OnPushBranches.Length + attribute.OnPushTags.Length > 0;

    private bool PullRequests => attribute.On.Contains(GitHubActionsTrigger.PullRequest) || attribute.OnPullRequestBranches.Length > 0;

    private void Patterns(params (string Key, string[] Patterns)[] kinds)
    {
        foreach (var (key, patterns) in kinds.Where(k => k.Patterns.Length > 0)) yaml.Values(key, patterns);
    }

    private void Permissions()
    {
        if (attribute.WritePermissions.Length + attribute.ReadPermissions.Length == 0) return;
        yaml.Line();
        yaml.Map("permissions", () =>
        {
            foreach (var permission in attribute.ReadPermissions.Except(attribute.WritePermissions)) yaml.Value(Kebab(permission), "read");
            foreach (var permission in attribute.WritePermissions) yaml.Value(Kebab(permission), "write");
        });
    }

    private void Job(GitHubActionsImage image)
    {
        yaml.Value("name", Kebab(image));
        yaml.Value("runs-on", Kebab(image));
        if (attribute.TimeoutMinutes > 0) yaml.Value("timeout-minutes", $"{attribute.TimeoutMinutes}", isPlain: true);
        yaml.List("steps", () =>
        {
            yaml.Item(("uses", "actions/checkout@v4"));
            if (attribute.FetchDepth != 1) yaml.With(("fetch-depth", $"{attribute.FetchDepth}"));
            if ((root / "global.json").FileExists())
            {
                yaml.Item(("uses", "actions/setup-dotnet@v4"));
                yaml.With(("global-json-file", "global.json"));
            }

            if (attribute.CacheKeyFiles.Length > 0) Cache();
            Run(image);
            if (attribute.PublishArtifacts) Artifacts(image);
        });
    }

    private void Cache()
    {
        yaml.Item(("name", $"Cache: {string.Join(", ", attribute.CacheIncludePatterns)}"), ("uses", "actions/cache@v4"));
        var files = string.Join(", ", attribute.CacheKeyFiles.Select(f => $"'{f}'"));
        yaml.With(("path", string.Join('\n', attribute.CacheIncludePatterns)), ("key", $"${{{{ runner.os }}}}-${{{{ hashFiles({files}) }}}}"));
    }

    private void Run(GitHubActionsImage image)
    {
        var script = image == GitHubActionsImage.WindowsLatest ? "./build.cmd" : "./build.sh";
        yaml.Item(("name", $"Run: {string.Join(", ", attribute.InvokedTargets)}"), ("run", string.Join(' ', [script, .. attribute.InvokedTargets])));
        var variables = attribute.ImportSecrets.Select(name => (name, Secret(new ParameterDeclaration(name, typeof(string), null).Variable))).ToList();
        if (attribute.EnableGitHubToken) variables.Add(("GITHUB_TOKEN", Secret("GITHUB_TOKEN")));
        if (variables.Count > 0) yaml.Map("  env", () => variables.ForEach(v => yaml.Value($"  {v.Item1}", v.Item2)));

        static string Secret(string name) => $"${{{{ secrets.{name} }}}}";
    }

    // What a failed run has left is what one wants to see most.
    private void Artifacts(GitHubActionsImage image)
    {
        var plan = ExecutionPlanner.Plan([.. targets.Select(t => t.Node)], attribute.InvokedTargets).Targets.Select(t => t.Name).ToHashSet();
        foreach (var product in targets.Where(t => plan.Contains(t.Name)).SelectMany(t => t.Products).Distinct(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(root, product).Replace('\\', '/');
            var name = string.Join('-', path.Split('/').TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)));
            if (name.Length == 0) name = "products";

            // Within a run, an artifact's name is there once.
            if (attribute.Images.Count > 1) name += $"-{Key(image)}";
            yaml.Item(("name", $"Keep: {path}"), ("if", "${{ !cancelled() }}"), ("uses", "actions/upload-artifact@v4"));
            yaml.With(("name", name), ("path", path));
        }
    }

    // A job's key has no dots.
    private static string Key(GitHubActionsImage image) => Kebab(image).Replace('.', '_');

    private static string Kebab(Enum value) =>
        value is GitHubActionsImage.Ubuntu2204 ? "ubuntu-22.04"
        : value is GitHubActionsImage.MacOsLatest ? "macos-latest"
        : WordStart().Replace(value.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
