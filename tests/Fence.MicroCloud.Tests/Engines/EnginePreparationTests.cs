using Fence.MicroCloud.Engines;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Tests.Engines;

public sealed class EnginePreparationTests
{
    private static readonly MachineFacts Complete = new()
    {
        Endpoint = new Uri("unix:///var/run/docker.sock"),
        Engine = EngineAnswer.Answers,
        IsRoot = true,
        IsDebianLike = true,
        OperatingSystem = "Debian GNU/Linux 12 (bookworm)",
        HasDockerd = true,
        HasSsh = true,
    };

    private static readonly MachineFacts Fresh = Complete with { Engine = EngineAnswer.Silent, HasDockerd = false, HasSsh = false };

    [Fact]
    public void All_is_there_so_nothing_is_done() => Assert.Empty(EnginePreparation.For(Complete));

    [Fact]
    public void A_fresh_debian_gets_the_engine_and_ssh_and_the_engine_is_started() =>
        Assert.Equal<EngineStep>([new InstallPackages("docker.io openssh-client"), new StartDetached()], EnginePreparation.For(Fresh));

    [Fact]
    public void Where_systemd_runs_the_engine_is_started_as_its_service() =>
        Assert.Equal<EngineStep>(
            [new InstallPackages("docker.io openssh-client"), new StartService()], EnginePreparation.For(Fresh with { HasSystemd = true }));

    [Fact]
    public void An_engine_that_is_installed_is_only_started() =>
        Assert.Equal<EngineStep>([new StartDetached()], EnginePreparation.For(Complete with { Engine = EngineAnswer.Silent }));

    [Fact]
    public void Only_ssh_is_missing_so_only_ssh_is_installed() =>
        Assert.Equal<EngineStep>([new InstallPackages("openssh-client")], EnginePreparation.For(Complete with { HasSsh = false }));

    [Fact]
    public void An_installed_engine_of_another_distribution_is_started_by_root() =>
        Assert.Equal<EngineStep>(
            [new StartService()],
            EnginePreparation.For(Complete with { Engine = EngineAnswer.Silent, IsDebianLike = false, HasSystemd = true }));

    [Fact]
    public void A_user_who_is_not_root_is_told_all_that_is_missing() =>
        Assert.Equal(["FC013", "FC014"], Refusal(Fresh with { IsRoot = false }));

    [Fact]
    public void Another_distribution_is_told_to_install_docker() =>
        Assert.Equal(["FC013"], Refusal(Fresh with { IsDebianLike = false, HasSsh = true }));

    [Fact]
    public void A_user_who_may_not_talk_to_the_engine_is_told_of_the_group() =>
        Assert.Equal(["FC011"], Refusal(Complete with { Engine = EngineAnswer.Denied, IsRoot = false }));

    [Fact]
    public void An_engine_that_DOCKER_HOST_names_is_never_replaced_by_another() =>
        Assert.Equal(["FC012"], Refusal(Fresh with { HasSsh = true, EndpointIsChosen = true }));

    [Fact]
    public void An_engine_on_another_machine_is_refused() =>
        Assert.Equal(["FC010"], Refusal(Complete with { Endpoint = new Uri("tcp://builder.example.com:2376"), EndpointIsChosen = true }));

    private static IEnumerable<string> Refusal(MachineFacts facts)
    {
        var refusal = Assert.Throws<FenceException>(() => EnginePreparation.For(facts));
        Assert.Equal(ExitCode.ClusterFailed, refusal.Exit);
        Assert.All(refusal.Diagnostics, diagnostic => Assert.NotNull(diagnostic.Remedy));
        return refusal.Diagnostics.Select(diagnostic => diagnostic.Code);
    }
}
