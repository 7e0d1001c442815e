using System.Text.Json;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>helion quotas (DOMAIN section 7).</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class HelionTests(CloudFixture cloud)
{
    [Fact]
    public async Task Quotas_as_json_is_an_array_of_entities()
    {
        using var quotas = JsonDocument.Parse((await cloud.SshAsync("core", "helion quotas --json")).Output);
        Assert.Contains("default", quotas.RootElement.EnumerateArray().Select(quota => quota.GetProperty("entity").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Sudo_is_forbidden_at_first_and_can_be_allowed_and_forbidden_again()
    {
        Assert.False(await AllowsSudoAsync("trusted"));
        Assert.Equal(0, (await cloud.SshAsync("core", "helion quota configure trusted --allow-sudo")).ExitCode);
        Assert.True(await AllowsSudoAsync("trusted"));
        Assert.Equal(0, (await cloud.SshAsync("core", "helion quota configure trusted --no-allow-sudo")).ExitCode);
        Assert.False(await AllowsSudoAsync("trusted"));
    }

    [Theory]
    [InlineData("helion quota show nosuch --json")]
    [InlineData("helion quota configure nosuch --allow-sudo")]
    [InlineData("helion quota configure")]
    [InlineData("helion quota configure default --allow-sudo --no-allow-sudo")]
    public async Task What_cannot_be_done_is_refused(string command)
    {
        var answer = await cloud.SshAsync("core", command);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.StartsWith("helion: ", answer.Errors, StringComparison.Ordinal);
    }

    private async Task<bool> AllowsSudoAsync(string quota)
    {
        using var shown = JsonDocument.Parse((await cloud.SshAsync("core", $"helion quota show {quota} --json")).Output);
        var entity = shown.RootElement.GetProperty("entity");
        Assert.Equal(quota, entity.GetProperty("name").GetString());
        return entity.GetProperty("allow_sudo").GetBoolean();
    }
}
