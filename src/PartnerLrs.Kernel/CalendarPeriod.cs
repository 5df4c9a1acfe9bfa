using System.Globalization;
using System.Text.RegularExpressions;

namespace PartnerLrs.Kernel;

/// <summary>
/// A span of calendar time as policies speak of it: whole months and days, written as an ISO 8601 duration
/// (<c>P12M</c>, <c>P1Y</c>, <c>P90D</c>, <c>P2W</c>). Adding twelve months to 29 February gives 28 February.
/// </summary>
/// <param name="Months">Whole months; years are twelve of them.</param>
/// <param name="Days">Whole days; weeks are seven of them.</param>
public readonly partial record struct CalendarPeriod(int Months, int Days)
{
    /// <summary>What <see cref="TryParse"/> takes, for error messages.</summary>
    public const string Expected = "an ISO 8601 duration of years, months, weeks or days such as P12M or P90D";

    /// <summary>The instant that lies this period after another.</summary>
    public DateTime After(DateTime instant) => instant.AddMonths(Months).AddDays(Days);

    /// <summary>The instant that lies this period before another.</summary>
    public DateTime Before(DateTime instant) => instant.AddMonths(-Months).AddDays(-Days);

    /// <summary>Parses an ISO 8601 duration that has only years, months, weeks and days and is longer than zero.</summary>
    public static bool TryParse(string? text, out CalendarPeriod period)
    {
        period = default;
        if (text is null || Pattern().Match(text) is not { Success: true } match)
            return false;
        var (years, months, weeks, days) = (Part(match, 1), Part(match, 2), Part(match, 3), Part(match, 4));
        period = new CalendarPeriod((years * 12) + months, (weeks * 7) + days);
        return period != default;
    }

    /// <summary>The period as an ISO 8601 duration, e.g. <c>P12M</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"P{(Months > 0 ? $"{Months}M" : "")}{(Days > 0 ? $"{Days}D" : "")}");

    private static int Part(Match match, int group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
