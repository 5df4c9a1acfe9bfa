using System.Globalization;

namespace PartnerLrs.Kernel;

/// <summary>
/// Instants as this product keeps them: UTC <see cref="DateTime"/> with a precision of one microsecond, which is what
/// both databases keep exactly.
/// </summary>
public static class Timestamps
{
    /// <summary>The longest that an instant is when it is written.</summary>
    public const int MaximumLength = 27;

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

    /// <summary>The same as UTF-8, without an allocation.</summary>
    /// <param name="instant">The instant (UTC).</param>
    /// <param name="utf8">Where it goes; <see cref="MaximumLength"/> bytes or more.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteRfc3339(DateTime instant, Span<byte> utf8)
    {
        Span<byte> roundTrip = stackalloc byte[28];
        // "O" has seven digits and, unlike a custom format, a short way through the runtime.
        DateTime.SpecifyKind(instant, DateTimeKind.Utc).TryFormat(roundTrip, out _, "O", CultureInfo.InvariantCulture);
        var length = instant.Ticks % TimeSpan.TicksPerSecond == 0 ? 19 : 26;
        roundTrip[..length].CopyTo(utf8);
        utf8[length] = (byte)'Z';
        return length + 1;
    }

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
