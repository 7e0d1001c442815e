using Fence.Tasks.Definition;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Kato;

public sealed class PrivilegeReaderTests
{
    private static async Task<(Tasks.Policy.ClusterPrivileges Read, List<string> Asked)> Read(Func<string, string> answer, int exitOfClient = 0)
    {
        var shell = new ScriptedShell(line => new CommandResult(line.StartsWith("kato", StringComparison.Ordinal) ? 0 : exitOfClient, answer(line), ""));
        return (await new PrivilegeReader(
            new KatoClient(shell, TimeProvider.System), new QuotaClient(shell, Brand.Helion, TimeProvider.System)).ReadAsync(TestContext.Current.CancellationToken), shell.Asked);
    }

    [Fact]
    public async Task Everything_is_asked_for_and_nothing_is_set()
    {
        var (read, asked) = await Read(line => line.Contains("quotas", StringComparison.Ordinal)
            ? """[{"entity":{"name":"default","allow_sudo":false}},{"entity":{"name":"trusted","allow_sudo":true}}]"""
            : "true\n");

        Assert.Equal(
            [
                "kato config get --json dea_ng docker/privileged",
                "kato config get --json cloud_controller_ng docker_apps/require_sudo",
                "kato config get --json cloud_controller_ng docker_apps/allow_any_registry",
                "helion quotas --json",
            ],
            asked);
        Assert.True(read.Privileged);
        Assert.Equal("default False, trusted True", string.Join(", ", read.Quotas!.Value.Select(quota => $"{quota.Name} {quota.AllowSudo}")));
    }

    [Fact]
    public async Task What_is_not_set_is_the_products_default()
    {
        var (read, _) = await Read(_ => "");

        Assert.Equal((false, true, true), (read.Privileged, read.RequireSudo, read.AllowAnyRegistry));
    }

    [Fact]
    public async Task Quotas_that_the_client_cannot_tell_are_not_known()
    {
        Assert.Null((await Read(_ => "", exitOfClient: 1)).Read.Quotas);
        Assert.Null((await Read(line => line.StartsWith("kato", StringComparison.Ordinal) ? "" : "log in first")).Read.Quotas);
    }
}
