using System.Collections.Concurrent;

namespace PartnerLrs.Lrs.Tests.Log;

public sealed class BatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Callers_that_wait_while_a_group_commits_make_the_next_one_in_order()
    {
        var groups = new ConcurrentQueue<int[]>();
        using var gate = new SemaphoreSlim(0);
        var commits = new Batcher<int, int>(
            async group =>
            {
                groups.Enqueue([.. group]);
                await gate.WaitAsync();
                return [.. group.Select(work => work * 10)];
            },
            _ => 1,
            100,
            100);
        await using (commits)
        {
            var first = commits.SubmitAsync(0, default);
            await UntilAsync(() => !groups.IsEmpty);
            var rest = Enumerable.Range(1, 5).Select(i => commits.SubmitAsync(i, default)).ToList();
            gate.Release(2);
            Assert.Equal(0, await first.WaitAsync(Patience));
            var outcomes = await Task.WhenAll(rest).WaitAsync(Patience);
            Assert.Equal([10, 20, 30, 40, 50], outcomes);
        }

        Assert.Equal([[0], [1, 2, 3, 4, 5]], groups);
    }

    [Fact]
    public async Task A_group_that_fails_is_tried_again_one_by_one_so_that_only_the_guilty_fail()
    {
        var tried = new ConcurrentQueue<int[]>();
        using var gate = new SemaphoreSlim(0);
        await using var commits = new Batcher<int, int>(
            async group =>
            {
                tried.Enqueue([.. group]);
                await gate.WaitAsync();
                return group.Contains(3) ? throw new InvalidOperationException("three") : group.ToArray();
            },
            _ => 1,
            100,
            100);
        var first = commits.SubmitAsync(0, default);
        await UntilAsync(() => !tried.IsEmpty);
        var rest = Enumerable.Range(1, 4).Select(i => commits.SubmitAsync(i, default)).ToList();
        gate.Release(100);
        await first;
        foreach (var (task, i) in rest.Select((task, i) => (task, i + 1)))
        {
            if (i == 3)
                Assert.Equal("three", (await Assert.ThrowsAsync<InvalidOperationException>(() => task.WaitAsync(Patience))).Message);
            else
                Assert.Equal(i, await task.WaitAsync(Patience));
        }

        Assert.Equal([[0], [1, 2, 3, 4], [1], [2], [3], [4]], tried);
        Assert.Equal(5, await commits.SubmitAsync(5, default).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_group_is_closed_at_its_weight_and_a_heavier_member_goes_alone()
    {
        var groups = new ConcurrentQueue<int[]>();
        using var gate = new SemaphoreSlim(0);
        await using var commits = new Batcher<int, int>(
            async group =>
            {
                groups.Enqueue([.. group]);
                await gate.WaitAsync();
                return [.. group];
            },
            work => work,
            10,
            100);
        var first = commits.SubmitAsync(1, default);
        await UntilAsync(() => !groups.IsEmpty);
        int[] works = [6, 4, 5, 50, 3, 8];
        var all = works.Select(work => commits.SubmitAsync(work, default)).ToList();
        gate.Release(100);
        await first;
        Assert.Equal(works, await Task.WhenAll(all).WaitAsync(Patience));
        Assert.Equal([[1], [6, 4], [5], [50], [3], [8]], groups);
    }

    [Fact]
    public async Task Nothing_that_was_handed_over_is_lost_when_the_writer_stops()
    {
        var committed = new ConcurrentQueue<int>();
        using var gate = new SemaphoreSlim(0);
        var commits = new Batcher<int, int>(
            async group =>
            {
                await gate.WaitAsync();
                foreach (var work in group)
                    committed.Enqueue(work);
                return [.. group];
            },
            _ => 1,
            10,
            1_000);
        var all = Enumerable.Range(0, 100).Select(i => commits.SubmitAsync(i, default)).ToList();
        var stopping = commits.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        gate.Release(1_000);
        await stopping.WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(all));
        Assert.Equal(Enumerable.Range(0, 100), committed);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => commits.SubmitAsync(1, default));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_place_but_not_a_commit()
    {
        using var gate = new SemaphoreSlim(0);
        using var cancel = new CancellationTokenSource();
        var committed = new ConcurrentQueue<int>();
        await using var commits = new Batcher<int, int>(
            async group =>
            {
                await gate.WaitAsync();
                foreach (var work in group)
                    committed.Enqueue(work);
                return [.. group];
            },
            _ => 1,
            1,
            1);
        var writing = commits.SubmitAsync(1, cancel.Token);
        var waiting = new List<Task<int>>();
        while (waiting.Count < 3)
            waiting.Add(commits.SubmitAsync(2 + waiting.Count, cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[2].WaitAsync(Patience));
        gate.Release(100);
        Assert.Equal(1, await writing.WaitAsync(Patience));
        Assert.DoesNotContain(4, committed);
    }

    [Fact]
    public async Task Nobody_is_told_before_what_was_committed_is_settled_and_the_next_group_does_not_wait_for_that()
    {
        var groups = new ConcurrentQueue<int[]>();
        var settled = 0;
        using var gate = new SemaphoreSlim(0);
        await using var commits = new Batcher<int, int>(
            group =>
            {
                groups.Enqueue([.. group]);
                return Task.FromResult<IReadOnlyList<int>>([.. group]);
            },
            _ => 1,
            1,
            100,
            async () =>
            {
                Interlocked.Increment(ref settled);
                await gate.WaitAsync();
            });
        var all = new List<Task<int>> { commits.SubmitAsync(1, default) };
        await UntilAsync(() => Volatile.Read(ref settled) == 1);
        all.AddRange(Enumerable.Range(2, 3).Select(i => commits.SubmitAsync(i, default)));
        await UntilAsync(() => groups.Count == 4);
        Assert.DoesNotContain(all, task => task.IsCompleted);
        // The first one alone, and all that gathered meanwhile at once.
        gate.Release(2);
        var told = await Task.WhenAll(all).WaitAsync(Patience);
        Assert.Equal([1, 2, 3, 4], told);
        Assert.Equal(2, settled);
    }

    [Fact]
    public async Task Who_cannot_be_settled_fails_and_the_next_ones_go_on()
    {
        var fails = true;
        await using var commits = new Batcher<int, int>(
            group => Task.FromResult<IReadOnlyList<int>>([.. group]), _ => 1, 100, 100, () => fails ? throw new InvalidOperationException("no disk") : Task.CompletedTask);
        Assert.Equal("no disk", (await Assert.ThrowsAsync<InvalidOperationException>(() => commits.SubmitAsync(1, default).WaitAsync(Patience))).Message);
        fails = false;
        Assert.Equal(2, await commits.SubmitAsync(2, default).WaitAsync(Patience));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 3_000, "It never came true.");
            await Task.Delay(10);
        }
    }
}
