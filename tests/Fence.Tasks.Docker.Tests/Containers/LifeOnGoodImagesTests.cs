using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Runs;
using Fence.Tasks.Tests;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Containers;

/// <summary>What hooks may do, and an application lives on.</summary>
[Trait("Category", "docker")]
public sealed class LifeOnGoodImagesTests(TestImages images) : IClassFixture<TestImages>
{
    private static readonly Application Sample = ApplicationReader.Read(RepositoryFiles.PathOf("tests/apps/sample"), "tests/apps/sample");

    [Fact]
    public async Task User_hooks_come_before_the_admin_hook_each_time_and_the_application_starts_behind_them()
    {
        const string hook = "#!/bin/bash\necho \"admin ${0##*/}\" | tee -a \"$HOME/order.log\"\n";
        var image = await images.BuildAsync(
            "FROM helion/stack-alsek:kato-patched\nCOPY --chown=root:root a /etc/helion/hooks/pre-staging\nCOPY a /etc/helion/hooks/post-staging\nCOPY a /etc/helion/hooks/pre-running\nRUN chmod 0755 /etc/helion/hooks/*\n",
            ("a", hook));
        var events = new RecordedEvents();

        var report = await LiveAsync(image, events);

        Assert.Equal(
            [
                "user pre-staging", "admin pre-staging", "user post-staging", "user a command that may fail, and does", "admin post-staging",
                "user pre-running", "admin pre-running", "listening on port 8080",
            ],
            events.All.OfType<ToolPrinted>().Select(printed => printed.Line));
        Assert.Equal("helion", report.User);
    }

    [Fact]
    public async Task Only_listed_variables_reach_sessions_the_crontab_and_PHP_and_all_of_them_the_application()
    {
        var report = await LiveAsync(await images.WithHookAsync(
            "pre-running", "#!/bin/bash\nexport ADMIN_LISTED='a \"b\" $c' ADMIN_UNLISTED=2\nexport HELION_HOOK_ENV=\"$HELION_HOOK_ENV,ADMIN_LISTED\"\n"));

        Assert.Equal(["session", "crontab", "legacy PHP"], report.Seen.Select(seen => seen.Place));
        Assert.All(report.Seen, seen =>
        {
            Assert.Equal("listed", seen.Variables["SAMPLE_LISTED"]);
            Assert.Equal("a \"b\" $c", seen.Variables["ADMIN_LISTED"]);
            Assert.DoesNotContain("SAMPLE_UNLISTED", seen.Variables.Keys);
            Assert.DoesNotContain("ADMIN_UNLISTED", seen.Variables.Keys);
        });
        Assert.Equal("unlisted", report.Application["SAMPLE_UNLISTED"]);
        Assert.Equal("2", report.Application["ADMIN_UNLISTED"]);
    }

    [Fact]
    public async Task Where_the_image_has_PHP_it_is_PHP_that_says_what_reaches_it()
    {
        const string php = "RUN apt-get update && apt-get install --yes --no-install-recommends php-cli && apt-get clean\n";
        const string hook = "#!/bin/bash\nexport ADMIN_LISTED='a \"b\" $c' ADMIN_UNLISTED=2\nexport HELION_HOOK_ENV=\"$HELION_HOOK_ENV,ADMIN_LISTED\"\n";
        const string forgetful = "RUN rm /usr/bin/php && printf '#!/bin/sh\\nunset ADMIN_LISTED\\nexec /usr/bin/php?.? \"$@\"\\n' > /usr/bin/php && chmod 0755 /usr/bin/php\n";

        var seen = (await LiveAsync(await images.WithHookAsync("pre-running", hook, more: php))).Seen.Single(place => place.Place == "legacy PHP").Variables;
        var report = await new ApplicationLife(images.Engine, new RecordedEvents(), TimeProvider.System).RunAsync(
            new LifeRequest { Image = await images.WithHookAsync("pre-running", hook, more: php + forgetful), Brand = Brand.Helion, Application = Sample },
            TestContext.Current.CancellationToken);

        Assert.Equal(("listed", "a \"b\" $c"), (seen["SAMPLE_LISTED"], seen["ADMIN_LISTED"]));
        Assert.DoesNotContain("SAMPLE_UNLISTED", seen.Keys);
        Assert.DoesNotContain("ADMIN_UNLISTED", seen.Keys);
        Assert.Equal("ADMIN_LISTED, which HELION_HOOK_ENV names, is missing in the legacy PHP", Assert.Single(report.Findings).Message);
    }

    [Theory]
    [InlineData("trap 'echo bye' EXIT\nexport KEPT=1")]
    [InlineData("set -euo pipefail\nexport KEPT=1\nexit 0")]
    [InlineData("cd /\nIFS=x\nexport KEPT=1")]
    [InlineData("printf() { false; }\nexport KEPT=1")]
    public async Task What_a_hook_exports_is_kept_however_it_ends(string text) =>
        Assert.Equal("1", (await LiveAsync(await images.WithHookAsync("pre-running", $"#!/bin/bash\n{text}\n"))).Application["KEPT"]);

    [Theory]
    [InlineData("#!/bin/bash\n(sleep 600) &\n")]
    [InlineData("#!/bin/bash\nexec /bin/true\n")]
    [InlineData("#!/usr/bin/perl\nprint \"in another language\\n\";\n")]
    [InlineData("#!/bin/bash\nexport LATER HELION_HOOK_ENV=LATER\n")]
    [InlineData("#!/bin/bash\nprintf '\\xff\\x00%05000d' 1\n")]
    public async Task What_is_unusual_and_right(string hook) => await LiveAsync(await images.WithHookAsync("pre-running", hook));

    [Fact]
    public async Task What_staging_leaves_outside_of_the_application_is_not_there_when_it_runs()
    {
        var image = await images.BuildAsync(
            "FROM helion/stack-alsek:kato-patched\nCOPY a /etc/helion/hooks/post-staging\nCOPY b /etc/helion/hooks/pre-running\nRUN chmod 0755 /etc/helion/hooks/*\n",
            ("a", "#!/bin/bash\ntouch /tmp/outside \"$HOME/inside\"\nexport STAGED=1\n"),
            ("b", "#!/bin/bash\nls /tmp/outside \"$HOME/inside\" 2>&1\necho \"${STAGED-unset}\"\ntrue\n"));
        var events = new RecordedEvents();

        await LiveAsync(image, events);

        Assert.Equal(
            ["ls: cannot access '/tmp/outside': No such file or directory", "/home/helion/app/inside", "unset"],
            events.All.OfType<ToolPrinted>().Where(printed => printed.Tool == "pre-running, admin hook").Select(printed => printed.Line));
    }

    [Fact]
    public async Task Containers_are_unprivileged_limited_and_of_the_image_of_the_other_brand_where_that_is_what_it_has()
    {
        var image = await images.BuildAsync(
            "FROM helion/stack-alsek:kato-patched\nRUN usermod -l stackato -d /home/stackato -m helion && groupmod -n stackato helion && install -d /etc/helion/hooks\nCOPY a /etc/helion/hooks/pre-running\nRUN chmod 0755 /etc/helion/hooks/pre-running\n",
            ("a", "#!/bin/bash\nid -un\necho \"$HOME\"\ncat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null\nmount -t tmpfs none /mnt 2>/dev/null && echo privileged\ntrue\n"));
        var events = new RecordedEvents();

        var report = await LiveAsync(image, events);

        Assert.Equal("stackato", report.User);
        Assert.Equal(
            ["stackato", "/home/stackato/app", "134217728"],
            events.All.OfType<ToolPrinted>().Where(printed => printed.Tool == "pre-running, admin hook").Select(printed => printed.Line));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_by_the_next_and_what_another_one_uses_is_not()
    {
        var image = await images.BuildAsync("FROM helion/stack-alsek:kato-patched\n");
        var containers = images.Engine.Containers;
        var mine = ContainerLease.Of(TimeProvider.System, TimeSpan.FromHours(1));
        var left = await containers.CreateAsync(Of(mine with { StartedAt = mine.StartedAt - 1000 }), TestContext.Current.CancellationToken);
        var used = await containers.CreateAsync(Of(mine), TestContext.Current.CancellationToken);
        try
        {
            await LiveAsync(image);

            var there = (await containers.ListAsync(ContainerLease.Label, TestContext.Current.CancellationToken)).Select(container => container.Id).ToList();
            Assert.DoesNotContain(left, there);
            Assert.Contains(used, there);
        }
        finally
        {
            await containers.RemoveAsync(used, CancellationToken.None);
        }

        ContainerSpecification Of(ContainerLease lease) => ApplicationContainer.Specify(image, new ContainerLimits(), isPrivileged: false, lease);
    }

    private async Task<LifeReport> LiveAsync(string image, RecordedEvents? events = null)
    {
        var report = await new ApplicationLife(images.Engine, events ?? new RecordedEvents(), TimeProvider.System).RunAsync(
            new LifeRequest { Image = image, Brand = Brand.Helion, Application = Sample }, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings.Select(finding => finding.ToString()));
        Assert.True(report.IsGood);
        return report;
    }
}
