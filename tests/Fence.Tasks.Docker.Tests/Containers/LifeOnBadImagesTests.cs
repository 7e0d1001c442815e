using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Runs;
using Fence.Tasks.Tests;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Docker.Tests.Containers;

/// <summary>Each way in which an image can be bad is told as what it is, and nothing is left of the containers.</summary>
[Trait("Category", "docker")]
public sealed class LifeOnBadImagesTests(TestImages images) : IClassFixture<TestImages>
{
    private static readonly Application Sample = ApplicationReader.Read(RepositoryFiles.PathOf("tests/apps/sample"), "tests/apps/sample");

    [Fact]
    public async Task A_hook_that_is_declared_and_not_there() => Assert.Equal(
        "FV011 the image has no /etc/helion/hooks/pre-staging, though the repository has the hook",
        await FindingAsync(await images.WithHookAsync("pre-running", "#!/bin/bash\n"), declared: "pre-staging"));

    [Fact]
    public async Task A_hook_that_is_not_executable() => Assert.Equal(
        "FV012 pre-running, admin hook cannot be executed: /etc/helion/hooks/pre-running lacks the executable bit for the user",
        await FindingAsync(await images.WithHookAsync("pre-running", "#!/bin/bash\n", "0644")));

    [Fact]
    public async Task A_hook_that_only_root_may_execute() => Assert.StartsWith(
        "FV012 pre-running, admin hook cannot be executed",
        await FindingAsync(await images.WithHookAsync("pre-running", "#!/bin/bash\n", "0744")), StringComparison.Ordinal);

    [Fact]
    public async Task A_hook_that_fails_and_what_it_said() => Assert.Equal(
        "FV014 post-staging, admin hook failed with exit code 3; it said: no disk is large enough / giving up",
        await FindingAsync(await images.WithHookAsync("post-staging", "#!/bin/bash\necho no disk is large enough\necho giving up >&2\nexit 3\n")));

    [Fact]
    public async Task A_hook_that_fails_in_the_middle_and_has_said_that_it_wants_to_stop_there() => Assert.Equal(
        "FV014 post-staging, admin hook failed with exit code 1; it said: before",
        await FindingAsync(await images.WithHookAsync("post-staging", "#!/bin/bash -e\necho before\nfalse\necho behind\n")));

    [Theory]
    [InlineData("stty -echo")]
    [InlineData("read -r answer </dev/tty")]
    [InlineData("test -t 0 || { echo 'stdin is not a terminal'; exit 1; }")]
    public async Task A_hook_that_needs_a_terminal(string command) => Assert.StartsWith(
        "FV015 pre-staging, admin hook needs a terminal, and ended with exit code 1; it said: ",
        await FindingAsync(await images.WithHookAsync("pre-staging", $"#!/bin/bash\nset -e\n{command}\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("sudo /bin/true", "")]
    [InlineData("sudo -n /bin/true", "")]
    [InlineData("sudo -n /bin/false", "RUN echo 'helion ALL=(root) NOPASSWD: /bin/true' >/etc/sudoers.d/x && chmod 0440 /etc/sudoers.d/x\n")]
    [InlineData("sudo /bin/true", "RUN chmod u-s /usr/bin/sudo\n")]
    public async Task A_hook_that_needs_sudo_which_the_image_does_not_grant(string command, string more) => Assert.StartsWith(
        "FV016 pre-running, admin hook needs sudo that the image does not grant, and ended with exit code 1; it said: ",
        await FindingAsync(await images.WithHookAsync("pre-running", $"#!/bin/bash\n{command}\n", more: more)), StringComparison.Ordinal);

    [Theory]
    [InlineData("unset PATH", "FV017 pre-staging, admin hook leaves PATH unset")]
    [InlineData("export PATH=/opt/tool/bin", "FV017 pre-staging, admin hook leaves PATH without /bin and /usr/bin: /opt/tool/bin")]
    [InlineData("export HOME=/root", "FV017 pre-staging, admin hook changes HOME from /home/helion/app to /root")]
    [InlineData("unset VCAP_SERVICES", "FV017 pre-staging, admin hook leaves VCAP_SERVICES unset")]
    [InlineData("export HELION_HOOK_ENV=NOT_THERE", "FV018 pre-staging, admin hook names NOT_THERE in HELION_HOOK_ENV, and nothing exports it")]
    [InlineData("LOCAL=1; export HELION_HOOK_ENV=LOCAL", "FV018 pre-staging, admin hook names LOCAL in HELION_HOOK_ENV, and nothing exports it")]
    [InlineData("export HELION_HOOK_ENV='TWO NAMES'", "FV018 pre-staging, admin hook puts 'TWO NAMES' into HELION_HOOK_ENV, which is no variable's name")]
    public async Task A_hook_that_breaks_the_environment(string command, string finding) =>
        Assert.Equal(finding, await FindingAsync(await images.WithHookAsync("pre-staging", $"#!/bin/bash\n{command}\n")));

    [Fact]
    public async Task An_image_without_the_user() => Assert.Equal(
        "FV010 the image has neither a user helion nor stackato, as which fence runs hooks and applications",
        await FindingAsync(await images.BuildAsync("FROM fence/micro-base:bookworm\n")));

    [Fact]
    public async Task An_image_without_bash() => Assert.StartsWith(
        "FV010 pre-staging, user hook 1 could not be run; it said: /usr/bin/env: ",
        await FindingAsync(await images.BuildAsync("FROM helion/stack-alsek:kato-patched\nRUN rm /bin/bash\n")), StringComparison.Ordinal);

    [Fact]
    public async Task An_image_whose_profile_takes_a_listed_variable_away() => Assert.Equal(
        "FV020 GREETING, which HELION_HOOK_ENV names, is missing in the session",
        await FindingAsync(await images.WithHookAsync(
            "pre-running", "#!/bin/bash\nexport GREETING=hello HELION_HOOK_ENV=GREETING\n", more: "RUN echo 'unset GREETING' >/etc/profile.d/x.sh\n")));

    [Fact]
    public async Task An_image_that_lacks_what_the_application_starts_with() => Assert.StartsWith(
        "FV019 the application ended with exit code 127 before it listened on port 8080; it said: ",
        await FindingAsync(await images.BuildAsync("FROM helion/stack-alsek:kato-patched\nRUN rm /usr/bin/perl\n")), StringComparison.Ordinal);

    [Fact]
    public async Task A_hook_that_never_ends()
    {
        var image = await images.WithHookAsync("pre-running", "#!/bin/bash\necho waiting for nobody\nsleep 600\n");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var events = new WatchedEvents("waiting for nobody", () => clock.Advance(TimeSpan.FromMinutes(5)));

        var report = await new ApplicationLife(images.Engine, events, clock).RunAsync(
            Request(image, "pre-running") with { HookTimeLimit = TimeSpan.FromMinutes(5) }, TestContext.Current.CancellationToken);

        Assert.Equal(
            "FV013 pre-running, admin hook did not end within 300 seconds; it said: waiting for nobody",
            string.Join('\n', report.Findings.Select(finding => $"{finding.Code} {finding.Message}")));
        await NothingIsLeftAsync(image);
    }

    [Fact]
    public async Task An_interruption_in_the_middle_of_a_hook_leaves_no_container()
    {
        var image = await images.WithHookAsync("pre-running", "#!/bin/bash\necho waiting for nobody\nsleep 600\n");
        using var interruption = new CancellationTokenSource();
        var events = new WatchedEvents("waiting for nobody", interruption.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ApplicationLife(images.Engine, events, TimeProvider.System).RunAsync(Request(image, "pre-running"), interruption.Token));

        await NothingIsLeftAsync(image);
    }

    private async Task<string> FindingAsync(string image, string? declared = null)
    {
        var report = await new ApplicationLife(images.Engine, new RecordedEvents(), TimeProvider.System)
            .RunAsync(Request(image, declared), TestContext.Current.CancellationToken);

        Assert.False(report.IsGood);
        await NothingIsLeftAsync(image);
        return string.Join('\n', report.Findings.Select(finding => $"{finding.Code} {finding.Message}"));
    }

    private async Task NothingIsLeftAsync(string image) => Assert.DoesNotContain(
        await images.Engine.Containers.ListAsync(ContainerLease.Label, TestContext.Current.CancellationToken), container => container.Image == image);

    private static LifeRequest Request(string image, string? declared) => new()
    {
        Image = image,
        Brand = Brand.Helion,
        Application = Sample,
        Declared = declared is null
            ? ImmutableSortedDictionary<string, string>.Empty
            : ImmutableSortedDictionary<string, string>.Empty.Add(declared, $"hooks/{declared}"),
    };

    /// <summary>Does something when a line is printed.</summary>
    private sealed class WatchedEvents(string line, Action act) : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
            if (happened is ToolPrinted printed && printed.Line == line)
                act();
        }
    }
}
