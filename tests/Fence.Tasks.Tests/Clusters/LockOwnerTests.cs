using System.Diagnostics;
using Fence.Tasks.Clusters;

namespace Fence.Tasks.Tests.Clusters;

public sealed class LockOwnerTests
{
    private static readonly LockOwner Me = LockOwner.ThisProcess(_ => null);

    [Fact]
    public void A_process_that_runs_is_not_gone() => Assert.False(Me.IsGone(Holder(Me.Process)));

    [Fact]
    public async Task A_process_of_this_machine_that_has_ended_is_gone()
    {
        using var other = Process.Start("true");
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        var parts = Me.Process!.Split(' ');

        Assert.True(Me.IsGone(Holder($"{parts[0]} {other.Id} 12345")));
    }

    [Fact]
    public void A_process_that_has_got_the_number_of_another_one_is_not_it()
    {
        var parts = Me.Process!.Split(' ');

        Assert.True(Me.IsGone(Holder($"{parts[0]} {parts[1]} {parts[2]}1")));
    }

    [Fact]
    public void Of_a_process_elsewhere_nothing_is_known()
    {
        Assert.False(Me.IsGone(Holder("another-boot/pid:[1] 1 1")));
        Assert.False(Me.IsGone(Holder(null)));
    }

    [Fact]
    public void A_job_of_a_CI_server_is_named_by_its_address() => Assert.Equal(
        "ada by https://github.example.com/exampleco/base/actions/runs/7",
        LockOwner.ThisProcess(name => name switch
        {
            "GITHUB_ACTIONS" => "true",
            "GITHUB_ACTOR" => "ada",
            "GITHUB_SERVER_URL" => "https://github.example.com",
            "GITHUB_REPOSITORY" => "exampleco/base",
            "GITHUB_RUN_ID" => "7",
            _ => null,
        }).Who);

    private static LockHolder Holder(string? process) =>
        new() { Token = "t", Who = "x", From = "y", What = "z", Since = DateTimeOffset.UnixEpoch, Process = process };
}
