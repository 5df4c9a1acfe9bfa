using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>What a gate waits for, and for how long.</summary>
public sealed class FoldProgressTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly FoldProgress progress = new(TimeProvider.System);

    [Fact]
    public async Task Nothing_is_waited_for_where_the_fold_has_all_or_is_far_behind()
    {
        await ImmediatelyAsync();
        progress.Grown(10);
        progress.Reflects(new CarriedPage(Now, false, 10));
        await ImmediatelyAsync();
        progress.Grown(1_000_000);
        await ImmediatelyAsync();
    }

    [Fact]
    public async Task What_was_stored_a_moment_ago_is_waited_for_but_not_what_comes_after_it()
    {
        progress.Grown(10);
        var waiting = progress.CatchUpAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        progress.Grown(11);
        progress.Reflects(new CarriedPage(Now, true, 9));
        progress.Reflects(new CarriedPage(Now, false, 10));
        await waiting;
        Assert.Equal(Now, progress.ReflectsThrough);
    }

    [Fact]
    public async Task A_fold_that_does_not_move_is_waited_for_only_a_moment()
    {
        progress.Grown(1);
        await progress.CatchUpAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(progress.ReflectsThrough);
    }

    private async Task ImmediatelyAsync()
    {
        var asked = progress.CatchUpAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.True(asked.IsCompleted);
        await asked;
    }
}
