using CsCheck;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Runs;

public sealed class ConnectionBudgetTests
{
    private readonly List<string> disconnected = [];

    [Fact]
    public async Task A_node_stays_connected_until_another_needs_its_place()
    {
        var budget = new ConnectionBudget(2);
        var (one, two, three) = (Node(budget, "one"), Node(budget, "two"), Node(budget, "three"));

        await AskAsync(one);
        await AskAsync(two);
        await AskAsync(one);
        Assert.Empty(disconnected);

        await AskAsync(three);
        Assert.Equal(["two"], disconnected);
    }

    [Fact]
    public async Task A_node_that_is_being_asked_is_not_disconnected_and_others_wait()
    {
        var budget = new ConnectionBudget(1);
        var (one, two) = (Node(budget, "one"), Node(budget, "two"));
        var answer = new TaskCompletionSource<bool>();

        var first = one.UseAsync(() => answer.Task, TestContext.Current.CancellationToken);
        var again = one.UseAsync(() => answer.Task, TestContext.Current.CancellationToken);
        var second = AskAsync(two);
        Assert.False(second.IsCompleted);
        answer.SetResult(true);
        await Task.WhenAll(first, again, second);

        Assert.Equal(["one"], disconnected);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_hold_up_the_next_one()
    {
        var budget = new ConnectionBudget(1);
        var (one, two, three) = (Node(budget, "one"), Node(budget, "two"), Node(budget, "three"));
        var answer = new TaskCompletionSource<bool>();
        using var impatient = new CancellationTokenSource();

        var first = one.UseAsync(() => answer.Task, TestContext.Current.CancellationToken);
        var second = two.UseAsync(() => Task.FromResult(true), impatient.Token);
        var third = AskAsync(three);
        await impatient.CancelAsync();
        answer.SetResult(true);
        await Task.WhenAll(first, third);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task A_question_that_fails_gives_its_place_back()
    {
        var budget = new ConnectionBudget(1);
        await Assert.ThrowsAsync<IOException>(() => Node(budget, "one").UseAsync<bool>(() => throw new IOException(), TestContext.Current.CancellationToken));

        Assert.True(await AskAsync(Node(budget, "two")));
    }

    [Fact]
    public Task However_many_ask_at_once_no_more_are_connected_than_may_be() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 9].Array[1, 200]).SampleAsync(async (limit, questions) =>
        {
            var budget = new ConnectionBudget(limit);
            var connected = new HashSet<int>();
            var most = 0;
            var nodes = Enumerable.Range(0, 10).Select(number => budget.PlaceFor(async () =>
            {
                await Task.Yield();
                lock (connected)
                    connected.Remove(number);
            })).ToList();

            await Task.WhenAll(questions.Select(number => nodes[number].UseAsync(
                async () =>
                {
                    lock (connected)
                    {
                        connected.Add(number);
                        most = Math.Max(most, connected.Count);
                    }

                    await Task.Yield();
                    lock (connected)
                        Assert.Contains(number, connected);
                    return true;
                },
                TestContext.Current.CancellationToken)));

            Assert.InRange(most, 1, limit);
        }, iter: 200);

    private static Task<bool> AskAsync(ConnectionPlace node) => node.UseAsync(() => Task.FromResult(true), TestContext.Current.CancellationToken);

    private ConnectionPlace Node(ConnectionBudget budget, string name) => budget.PlaceFor(() =>
    {
        disconnected.Add(name);
        return ValueTask.CompletedTask;
    });
}
