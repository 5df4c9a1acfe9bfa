using System.Globalization;

namespace PartnerLrs.Kernel;

/// <summary>
/// Instants as this product keeps them: UTC <see cref="DateTime"/> with a precision of one microsecond, which is what
/// both databases keep exactly.
/// </summary>
public static class Timestamps
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string ShortFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The clock's instant in UTC, cut to the microsecond.</summary>
    public static DateTime UtcNow(this TimeProvider clock) => CutToMicrosecond(clock.GetUtcNow().UtcDateTime);

    /// <summary>Cuts an instant to the microsecond.</summary>
    public static DateTime CutToMicrosecond(DateTime instant) =>
        new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    public static long ToUnixMicroseconds(DateTime instant) => (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant that lies so many microseconds after 1970-01-01T00:00:00Z.</summary>
    public static DateTime FromUnixMicroseconds(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>RFC 3339 in UTC: whole seconds where there is no fraction, six digits otherwise.</summary>
    public static string ToRfc3339(DateTime instant) =>
        instant.ToString(instant.Ticks % TimeSpan.TicksPerSecond == 0 ? ShortFormat : Format, CultureInfo.InvariantCulture);

    /// <summary>Parses an RFC 3339 instant with a mandatory offset (<c>Z</c> or <c>±hh:mm</c>).</summary>
    /// <returns>True when the text is such an instant; <paramref name="instant"/> is then in UTC.</returns>
    public static bool TryParseRfc3339(string? text, out DateTime instant)
    {
        instant = default;
        if (text is null || text.Length < 20 || text[10] is not ('T' or 't') || !HasOffset(text))
            return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            return false;
        instant = CutToMicrosecond(parsed.UtcDateTime);
        return true;
    }

    private static bool HasOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text.Length >= 25 && text[^6] is '+' or '-' && text[^3] == ':');
}
