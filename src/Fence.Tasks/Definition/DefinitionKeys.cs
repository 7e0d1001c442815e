using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>The keys that <c>fence.yml</c> may have, section by section. docs/reference/fence.yml explains each.</summary>
internal static class DefinitionKeys
{
    public static ImmutableArray<string> File { get; } = ["image", "brand", "default_cluster", "clusters", "channels", "validation", "policy", "verify"];

    public static ImmutableArray<string> Image { get; } =
        ["repository", "base", "context", "dockerfile", "hooks", "manifest", "maintainer", "builder", "args"];

    public static ImmutableArray<string> Cluster { get; } =
        ["micro_cloud", "core", "ssh_config", "registry", "config_key", "rollout", "trust", "deas"];

    public static ImmutableArray<string> MicroCloud { get; } = ["deas"];

    public static ImmutableArray<string> Registry { get; } = ["address", "push_address", "insecure", "ca"];

    public static ImmutableArray<string> Channel { get; } = 
        ["repository", "registry", "git_tag", "verified", "canary", "keep_packages", "no_new_privileges", "acknowledgements", "approvers"];

    public static ImmutableArray<string> ChannelCanary { get; } = ["cluster", "for"];

    public static ImmutableArray<string> AcknowledgedChange { get; } = ["change", "who", "why", "until"];

    public static ImmutableArray<string> Approvers { get; } = ["names", "needed", "promoter_counts"];

    public static ImmutableArray<string> Dea { get; } = ["name", "endpoint", "zone", "mirror", "out_of_service"];

    public static ImmutableArray<string> KatoDeas { get; } = ["from", "endpoint", "zones", "exclude", "out_of_service"];

    public static ImmutableArray<string> KatoZone { get; } = ["name", "nodes", "mirror"];

    public static ImmutableArray<string> Rollout { get; } =
    [
        "canary", "waves", "parallelism", "parallelism_per_zone", "connections", "pause", "failure_budget", "max_clock_skew",
        "keep_images", "keep_entries", "convert_to_list", "restart_fence",
    ];

    public static ImmutableArray<string> Validation { get; } = ["fail_on", "ignore"];

    public static ImmutableArray<string> Ignored { get; } = ["rule", "reason", "file"];

    public static ImmutableArray<string> Policy { get; } = ["privileged", "quotas", "docker_apps", "acknowledgements"];

    public static ImmutableArray<string> Quota { get; } = ["name", "allow_sudo"];

    public static ImmutableArray<string> DockerApps { get; } = ["require_sudo", "allow_any_registry", "allowed_registries"];

    public static ImmutableArray<string> Acknowledgements { get; } = ["privileged", "allow_sudo", "both"];

    public static ImmutableArray<string> Acknowledgement { get; } = ["who", "why", "until"];

    public static ImmutableArray<string> Verify { get; } =
    [
        "app", "hook_time_limit", "start_time_limit", "files", "packages", "commands", "environment", "labels", "ports", "no_ports", "volumes",
        "no_volumes", "runs_as", "workdir", "entrypoint", "cmd", "max_size", "max_layers", "forbidden_licences",
    ];

    public static ImmutableArray<string> VerifiedFile { get; } =
        ["path", "exists", "kind", "mode", "owner", "group", "executable_by", "link", "contains", "excludes"];

    public static ImmutableArray<string> VerifiedPackage { get; } = ["name", "installed", "version"];

    public static ImmutableArray<string> VerifiedCommand { get; } =
        ["run", "user", "env", "exit_code", "time_limit", "stdout", "stdout_excludes", "stderr", "stderr_excludes"];

    public static ImmutableArray<string> VerifiedValue { get; } = ["name", "set", "value"];

    public static IEnumerable<string> All =>
    [
        .. File, .. Image, .. Cluster, .. MicroCloud, .. Registry, .. Channel, .. ChannelCanary, .. AcknowledgedChange, .. Approvers,
        .. Dea, .. KatoDeas, .. KatoZone, .. Rollout,
        .. Validation, .. Ignored, .. Policy, .. Quota, .. DockerApps, .. Acknowledgements, .. Acknowledgement,
        .. Verify, .. VerifiedFile, .. VerifiedPackage, .. VerifiedCommand, .. VerifiedValue,
    ];
}
