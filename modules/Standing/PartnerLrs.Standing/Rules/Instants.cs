using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.Rules;

/// <summary>Calendar arithmetic that stays inside the calendar, whatever timestamp a statement claims.</summary>
internal static class Instants
{
    /// <summary>The end of the calendar (UTC); an end at this instant means that there is none.</summary>
    public static readonly DateTime Forever = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>The beginning of the calendar (UTC).</summary>
    public static readonly DateTime Beginning = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    /// <summary>The instant a period after another, or <see cref="Forever"/> when that is past the end of the calendar.</summary>
    public static DateTime EndAfter(this CalendarPeriod period, DateTime instant) =>
        instant.Year + YearsAtMost(period) <= DateTime.MaxValue.Year ? period.After(instant) : Forever;

    /// <summary>The instant a period before another, or <see cref="Beginning"/> when that is before the calendar begins.</summary>
    public static DateTime StartBefore(this CalendarPeriod period, DateTime instant) =>
        instant.Year - YearsAtMost(period) >= DateTime.MinValue.Year ? period.Before(instant) : Beginning;

    /// <summary>The later of two instants.</summary>
    public static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    /// <summary>The earlier of two instants.</summary>
    public static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;

    /// <summary>An end as facts state it, null for none.</summary>
    public static DateTime? EndOrNull(DateTime end) => end == Forever ? null : end;

    private static int YearsAtMost(CalendarPeriod period) => (period.Months / 12) + (period.Days / 365) + 2;
}
