using Microsoft.Extensions.Time.Testing;

namespace PartnerLrs.Kernel.Tests;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z")]
    [InlineData("2026-01-31T12:00:00.1234567Z", "2026-01-31T12:00:00.123456Z")]
    [InlineData("2026-01-31T12:00:00.5-05:30", "2026-01-31T17:30:00.500000Z")]
    public void An_instant_is_read_with_its_offset_and_written_in_utc(string text, string written)
    {
        Assert.True(Timestamps.TryParseRfc3339(text, out var instant));
        Assert.Equal(DateTimeKind.Utc, instant.Kind);
        Assert.Equal(written, Timestamps.ToRfc3339(instant));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(120_000)]
    [InlineData(999_999)]
    public void Written_as_bytes_an_instant_is_the_same(int microseconds)
    {
        var instant = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).AddMicroseconds(microseconds);
        Span<byte> bytes = stackalloc byte[Timestamps.MaximumLength];

        var length = Timestamps.WriteRfc3339(instant, bytes);

        Assert.Equal(Timestamps.ToRfc3339(instant), System.Text.Encoding.UTF8.GetString(bytes[..length]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-01-31 12:00:00Z")]
    [InlineData("yesterday")]
    public void An_instant_without_a_date_a_time_and_an_offset_is_refused(string? text) => Assert.False(Timestamps.TryParseRfc3339(text, out _));

    [Fact]
    public void Microseconds_go_there_and_back()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 1, 2, 3, TimeSpan.Zero).AddTicks(1_234_567));
        var now = clock.UtcNow();
        Assert.Equal(1_234_560, now.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(now, Timestamps.FromUnixMicroseconds(Timestamps.ToUnixMicroseconds(now)));
    }

    [Fact]
    public void Ids_sort_by_the_time_at_which_they_were_made()
    {
        var clock = new FakeTimeProvider();
        var ids = new IdFactory(clock);
        var earlier = ids.NewId();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(string.CompareOrdinal(earlier, ids.NewId()) < 0);
    }

    [Fact]
    public void A_result_is_a_value_or_an_error()
    {
        Result<int> value = 5;
        Result<int> error = Error.NotFound("gone", "It is gone.");
        Assert.True(value.TryGet(out var five, out _) && five == 5);
        Assert.False(error.TryGet(out _, out var why));
        Assert.Equal("gone", why?.Code);
        Assert.Throws<InvalidOperationException>(() => error.Value);
    }
}
