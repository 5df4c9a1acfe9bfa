using Microsoft.Extensions.Time.Testing;
using PartnerLrs.Lrs.Log;

namespace PartnerLrs.Lrs.Tests.Log;

public sealed class LogClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider wall = new(Noon) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly LogClock clock;

    public LogClockTests() => clock = new LogClock(wall);

    [Fact]
    public void At_rest_the_bound_is_now() => Assert.Equal(Noon.UtcDateTime, clock.ConsistentThrough());

    [Fact]
    public void A_group_is_later_than_the_log_and_than_every_bound_that_was_told()
    {
        var bound = clock.ConsistentThrough();
        var first = clock.Begin(null);
        Assert.True(first > bound);
        clock.End(first);
        Assert.True(clock.Begin(Noon.UtcDateTime.AddHours(1)) > Noon.UtcDateTime.AddHours(1));
    }

    [Fact]
    public void While_a_group_is_written_the_bound_stays_before_it_however_late_it_gets()
    {
        var stored = clock.Begin(null);
        wall.Advance(TimeSpan.FromMinutes(5));
        Assert.True(clock.ConsistentThrough() < stored);
        clock.End(stored);
        Assert.True(clock.ConsistentThrough() >= stored);
    }

    [Fact]
    public void A_clock_that_steps_backwards_moves_neither_stored_nor_the_bound_backwards()
    {
        var first = clock.Begin(null);
        clock.End(first);
        wall.Advance(TimeSpan.FromMinutes(1));
        var told = clock.ConsistentThrough();
        StepBack(TimeSpan.FromHours(1));
        Assert.True(clock.ConsistentThrough() >= told);
        var second = clock.Begin(first);
        Assert.True(second > told);
        Assert.True(clock.ConsistentThrough() >= told);
        Assert.True(clock.ConsistentThrough() < second);
        clock.End(second);
        Assert.True(clock.Begin(second) > second);
    }

    [Fact]
    public void While_groups_wait_for_the_disk_the_bound_stays_before_the_first_of_them()
    {
        var first = clock.Begin(null);
        var second = clock.Begin(first);
        // A third one is drawn by what the log has, from before the other two.
        var third = clock.Begin(null);
        Assert.True(first < second && second < third);
        wall.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((first.AddMicroseconds(-1), first), (clock.ConsistentThrough(), clock.Unsettled));
        // One that is given up does not wait for those before it.
        clock.End(second);
        Assert.Equal(first, clock.Unsettled);
        clock.End(first);
        Assert.Equal((third.AddMicroseconds(-1), third), (clock.ConsistentThrough(), clock.Unsettled));
        clock.End(third);
        Assert.Null(clock.Unsettled);
        Assert.Equal(Noon.UtcDateTime.AddMinutes(5), clock.ConsistentThrough());
    }

    [Fact]
    public void Two_groups_within_one_tick_of_the_clock_differ()
    {
        var first = clock.Begin(null);
        clock.End(first);
        Assert.Equal(first.AddMicroseconds(1), clock.Begin(first));
    }

    [Fact]
    public void Groups_that_are_drawn_while_bounds_are_told_stay_above_them()
    {
        DateTime? last = null;
        var random = new Random(1);
        var told = DateTime.MinValue;
        for (var i = 0; i < 10_000; i++)
        {
            if (random.Next(3) == 0)
                StepBack(TimeSpan.FromMilliseconds(random.Next(50)));
            else
                wall.Advance(TimeSpan.FromMilliseconds(random.Next(20)));
            var stored = clock.Begin(last);
            Assert.True(stored > told && !(last >= stored));
            told = Max(told, clock.ConsistentThrough());
            Assert.True(told < stored);
            last = stored;
            clock.End(stored);
            told = Max(told, clock.ConsistentThrough());
        }
    }

    private static DateTime Max(DateTime left, DateTime right) => left > right ? left : right;

    private void StepBack(TimeSpan step) => wall.AdjustTime(wall.GetUtcNow() - step);
}
