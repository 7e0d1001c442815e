using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Policy;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Rollouts.Privileges;
using Fence.Tasks.Tests.Fakes;
using Fence.Tasks.Tests.Policy;

namespace Fence.Tasks.Tests.Rollouts.Privileges;

public sealed class PrivilegeChangeTests : IQuotas
{
    private static readonly string All = PolicyExamples.Privileged + PolicyExamples.Sudo + PolicyExamples.Acknowledged("privileged", "allow_sudo", "both");

    private readonly InMemoryCluster cluster = new();
    private readonly SortedDictionary<string, bool> quotas = new(StringComparer.Ordinal) { ["default"] = false, ["trusted"] = false };
    private Exception? lostAnswer;
    private bool isDeaf;

    public PrivilegeChangeTests() => cluster.Clock.SetUtcNow(new DateTimeOffset(PolicyExamples.Today, TimeOnly.MinValue, TimeSpan.Zero).AddHours(8));

    [Fact]
    public async Task Rights_are_given_under_the_lock_with_the_whole_warning_and_are_in_the_history()
    {
        Assert.Equal(2, await ApplyAsync(All));

        Assert.Equal(["lock", "set dea_ng docker/privileged true", "quota trusted True t1", "unlock"], cluster.Did);
        Assert.Contains("warning FP009: every application under this configuration can become root on the host that it runs on", cluster.Events.Lines);
        Assert.Contains("  | Allow this only where all users of the cluster are trusted.", cluster.Events.Lines);
        Assert.Contains("  | Privileged containers together with sudo are the worst case.", cluster.Events.Lines);
        var history = await new ChangeHistory(cluster).ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "2026-11-24 08:00:00 UTC  ada on here  set quota trusted allow_sudo to true",
                "  before: false; acknowledged by Ada until 2026-11-24: a test",
                "2026-11-24 08:00:00 UTC  ada on here  set dea_ng docker/privileged to true",
                "  before: nothing; acknowledged by Ada until 2026-11-24: a test",
            ],
            HistoryReport.Lines("test", history));
    }

    [Fact]
    public async Task A_second_time_nothing_is_locked_or_written_and_nothing_is_warned_of()
    {
        await ApplyAsync(All);
        cluster.Did.Clear();
        var told = cluster.Events.Lines.Count;

        Assert.Equal(0, await ApplyAsync(All));

        Assert.Empty(cluster.Did);
        Assert.Equal(told, cluster.Events.Lines.Count);
    }

    [Fact]
    public async Task Without_an_acknowledgement_it_is_refused_with_5_after_the_whole_warning_and_nothing_is_changed()
    {
        var refusal = await Assert.ThrowsAsync<FenceException>(() => ApplyAsync(PolicyExamples.Privileged));

        Assert.Equal(ExitCode.RefusedByPolicy, refusal.Exit);
        Assert.Equal(["FP001"], refusal.Diagnostics.Select(reason => reason.Code));
        Assert.Contains(cluster.Events.Lines, line => line.StartsWith("warning FP009", StringComparison.Ordinal));
        Assert.Empty(cluster.Did);
    }

    [Fact]
    public async Task Taking_rights_away_needs_no_word_of_anybody_and_no_warning()
    {
        cluster.Others[PrivilegeReader.Privileged] = "true";
        quotas["trusted"] = true;

        Assert.Equal(2, await ApplyAsync("  privileged: false\n  quotas: [{ name: trusted, allow_sudo: false }]\n"));

        Assert.Equal("false", cluster.Others[PrivilegeReader.Privileged]);
        Assert.False(quotas["trusted"]);
        Assert.DoesNotContain(cluster.Events.Lines, line => line.Contains("FP009", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_read_back_counts_and_not_the_answer()
    {
        lostAnswer = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", "gone")) { Kind = FailureKind.Connection };
        await ApplyAsync(PolicyExamples.Sudo + PolicyExamples.Acknowledged("allow_sudo"));
        Assert.True(quotas["trusted"]);

        (lostAnswer, isDeaf) = (null, true);
        var error = await Assert.ThrowsAsync<FenceException>(() => ApplyAsync("  quotas: [{ name: trusted, allow_sudo: false }]\n"));
        Assert.Equal("quota trusted allow_sudo was set to false, and then read back as true", error.Message);
        Assert.Equal("unlock", cluster.Did[^1]);

        cluster.LosesWrites = true;
        error = await Assert.ThrowsAsync<FenceException>(() => ApplyAsync(PolicyExamples.Privileged + PolicyExamples.Acknowledged("privileged", "both")));
        Assert.Equal("FK003", error.Diagnostics[0].Code);
    }

    Task<ImmutableArray<QuotaPrivilege>?> IQuotas.ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<QuotaPrivilege>?>([.. quotas.Select(quota => new QuotaPrivilege(quota.Key, quota.Value))]);

    Task<bool> IQuotas.AllowSudoAsync(string quota, bool allowsSudo, string lockToken, CancellationToken cancellationToken)
    {
        cluster.Did.Add($"quota {quota} {allowsSudo} {lockToken}");
        if (!isDeaf)
            quotas[quota] = allowsSudo;
        return lostAnswer is null ? Task.FromResult(true) : Task.FromException<bool>(lostAnswer);
    }

    private Task<int> ApplyAsync(string policy) => new PrivilegeChange(cluster.Ports, this, Brand.Helion).ApplyAsync(
        PolicyExamples.Read(policy), TestContext.Current.CancellationToken);
}
