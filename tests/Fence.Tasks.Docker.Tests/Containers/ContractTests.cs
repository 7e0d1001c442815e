using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Docker.Tests.Containers;

/// <summary>A contract, held against an image on a real engine.</summary>
[Trait("Category", "docker")]
public sealed class ContractTests(TestImages images) : IClassFixture<TestImages>
{
    private const string Dockerfile = """
        FROM helion/stack-alsek:kato-patched
        RUN install -o helion -g root -m 4750 /bin/true /opt/tool && ln -s tool /opt/link && printf 'first\nsecond\n' >/opt/text
        ENV STAGE=live
        EXPOSE 8080
        VOLUME /data
        USER helion
        LABEL tier=base
        ENTRYPOINT ["/bin/bash"]
        """;

    [Fact]
    public async Task What_holds_passes() => Assert.Equal("", await FindingsAsync("""
          files:
            - {path: /opt/tool, kind: file, mode: "4750", owner: helion, group: root, executable_by: group}
            - {path: /opt/link, kind: link, link: tool}
            - {path: /opt/text, contains: ['^second$'], excludes: [third]}
            - {path: /opt, kind: folder}
            - {path: /opt/none, exists: false}
          packages:
            - {name: bash, version: ">= 5"}
            - {name: telnetd, installed: false}
          commands:
            - {run: 'id -un; echo $GREETING; echo warned >&2; exit 3', env: {GREETING: 'a b'}, exit_code: 3, stdout: ['^helion$', '^a b$'], stderr: ['^warned$']}
            - {run: [id, -u], user: root, stdout: ['^0$']}
            - {run: 'touch /tmp/left'}
            - {run: '! test -e /tmp/left'}
          environment: [{name: STAGE, value: li.e}, {name: HTTP_PROXY, set: false}]
          labels: [{name: tier, value: base}]
          ports: [8080/tcp]
          no_ports: [22/tcp]
          volumes: [/data]
          runs_as: helion
          workdir: /home/helion/app
          entrypoint: [/bin/bash]
          max_size: 2 GB
          max_layers: 20
          forbidden_licences: [SSPL]
        """));

    [Fact]
    public async Task What_does_not_is_told_all_at_once_with_its_line() => Assert.Equal(
        """
        14 FV034 the image has more layers
        5 FV030 /opt/tool has the mode 4750, and is to have 0755
        5 FV030 /opt/tool belongs to helion, and is to belong to root
        6 FV030 /opt/none is not in the image
        8 FV031 bash has the version
        15 FV035 wget has the licence GPL
        10 FV032 'nonsense' ended with exit code 127, and is to end with 0; it said:
        11 FV032 '/opt/absent' ended with exit code 127, and is to end with 0; it said:
        """,
        string.Join('\n', (await FindingsAsync("""
          files:
            - {path: /opt/tool, mode: "0755", owner: root}
            - {path: /opt/none}
          packages:
            - {name: bash, version: "< 2"}
          commands:
            - run: nonsense
            - run: [/opt/absent]
          # Lines are counted in the file.
          runs_as: helion
          max_layers: 1
          forbidden_licences: [GPL]
        """)).Split('\n').Where(line => !line.Contains("GPL", StringComparison.Ordinal) || line.Contains(" wget ", StringComparison.Ordinal)).Select(Cut)));

    [Fact]
    public async Task A_command_that_does_not_end_is_told_and_its_container_is_gone()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var image = await images.BuildAsync(Dockerfile);
        var waiting = VerifyAsync(image, "  commands:\n    - {run: 'touch /tmp/begun; sleep 600', time_limit: 5}\n", clock);

        // The life before it has its own clock's time; the limit is let pass again and again until the command is given up.
        while (!waiting.IsCompleted)
        {
            var containers = await images.Engine.Containers.ListAsync(ContainerLease.Label, TestContext.Current.CancellationToken);
            foreach (var container in containers.Where(container => container.Image == image && container.IsRunning))
            {
                if (await HasBegunAsync(container.Id))
                    clock.Advance(TimeSpan.FromSeconds(5));
            }
        }

        Assert.Equal("'touch /tmp/begun; sleep 600' did not end within 5 seconds", Assert.Single((await waiting).Findings).Message);
        Assert.DoesNotContain(await images.Engine.Containers.ListAsync(ContainerLease.Label, TestContext.Current.CancellationToken), container => container.Image == image);
    }

    private async Task<bool> HasBegunAsync(string container)
    {
        try
        {
            return await ContainerFile.ReadAsync(images.Engine.Containers, container, "/tmp/begun", TestContext.Current.CancellationToken) is not null;
        }
        catch (Fence.Tasks.Diagnostics.FenceException)
        {
            return false; // It went away while it was looked at.
        }
    }

    private async Task<string> FindingsAsync(string contract)
    {
        var report = await VerifyAsync(await images.BuildAsync(Dockerfile), contract, TimeProvider.System);
        return string.Join('\n', report.Findings.Select(finding => $"{finding.Span?.Line} {finding.Code} {finding.Message}"));
    }

    private async Task<VerificationReport> VerifyAsync(string image, string contract, TimeProvider clock)
    {
        var definition = FenceDefinitionReader.Parse(
            $"image: {{repository: a/b, base: 'c/d:e'}}\n\nverify:\n{contract}", "fence.yml", "/srv/base");
        var source = new VerificationSource(
            Brand.Helion, definition.Verify, BuiltInApplication.Read() with { Web = null }, ImmutableSortedDictionary<string, string>.Empty, IsPrivileged: false);
        return await new ImageVerifier(images.Engine, new RecordedEvents(), clock).VerifyAsync(image, source, TestContext.Current.CancellationToken);
    }

    // What depends on the base's packages is left out.
    private static string Cut(string line) => line switch
    {
        _ when line.Contains("FV034", StringComparison.Ordinal) => "14 FV034 the image has more layers",
        _ when line.Contains("FV031", StringComparison.Ordinal) => line[..line.IndexOf(" 5", StringComparison.Ordinal)],
        // Engines differ in the code for a program that is not there.
        _ when line.Contains("it said:", StringComparison.Ordinal) =>
            line[..(line.IndexOf("it said:", StringComparison.Ordinal) + 8)].Replace("code 126", "code 127", StringComparison.Ordinal),
        _ when line.Contains("FV035", StringComparison.Ordinal) => line[..line.IndexOf(',', StringComparison.Ordinal)],
        _ => line,
    };
}
