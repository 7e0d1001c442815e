using Fence.Tasks.Containers;

namespace Fence.Tasks.Tests.Containers;

public sealed class ContainerLeaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ContainerLease Lease = new("builder", 4711, 1000, Now.AddHours(1));

    [Fact]
    public void A_label_is_read_as_it_was_written() => Assert.Equal(Lease, ContainerLease.Parse(Lease.Labels[ContainerLease.Label]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("builder 4711 1000")]
    [InlineData("builder x 1000 1")]
    [InlineData("builder 1 1 99999999999999999")]
    public void What_is_no_lease_is_told_as_none(string? label) => Assert.Null(ContainerLease.Parse(label));

    [Fact]
    public void It_holds_while_its_process_runs() => Assert.False(Lease.IsOver(Now, "builder", process => process == 4711 ? 1001 : null));

    [Fact]
    public void It_is_over_when_its_process_has_ended() => Assert.True(Lease.IsOver(Now, "builder", _ => null));

    [Fact]
    public void It_is_over_when_another_process_has_got_the_number() => Assert.True(Lease.IsOver(Now, "builder", _ => 5000));

    [Fact]
    public void Of_another_machine_it_is_over_when_its_time_is()
    {
        Assert.False(Lease.IsOver(Now, "other", _ => null));
        Assert.True(Lease.IsOver(Now.AddHours(1), "other", _ => null));
    }

    [Fact]
    public void This_process_is_seen_to_run() =>
        Assert.False(ContainerLease.Of(TimeProvider.System, TimeSpan.FromHours(1)).IsOver(TimeProvider.System.GetUtcNow(), Environment.MachineName, ContainerLease.FindStart));
}
