namespace PartnerLrs.Kernel.Tests;

public sealed class CalendarPeriodTests
{
    [Theory]
    [InlineData("P12M", "2024-02-29", "2025-02-28")]
    [InlineData("P1Y", "2025-03-01", "2026-03-01")]
    [InlineData("P90D", "2025-12-01", "2026-03-01")]
    [InlineData("P2W", "2025-12-25", "2026-01-08")]
    [InlineData("P1M10D", "2026-01-31", "2026-03-10")]
    public void A_period_moves_an_instant_by_the_calendar(string period, string from, string to)
    {
        Assert.True(CalendarPeriod.TryParse(period, out var parsed));
        Assert.Equal(Day(to), parsed.After(Day(from)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("P0D")]
    [InlineData("PT1H")]
    [InlineData("P-1M")]
    [InlineData("12M")]
    [InlineData("P1.5M")]
    [InlineData("p12m")]
    [InlineData("P99999Y")]
    public void What_is_no_period_of_whole_days_is_refused(string? text) => Assert.False(CalendarPeriod.TryParse(text, out _));

    [Fact]
    public void A_period_is_written_as_it_is_read()
    {
        Assert.True(CalendarPeriod.TryParse("P1Y2M3W4D", out var period));
        Assert.Equal("P14M25D", period.ToString());
        Assert.True(CalendarPeriod.TryParse(period.ToString(), out var again));
        Assert.Equal(period, again);
    }

    private static DateTime Day(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
}
