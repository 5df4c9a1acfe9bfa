using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// Timestamps. xAPI 1.0.3 takes ISO 8601 date-times (Data 4.5): calendar dates in the extended or basic format, seconds and offset optional, no offset
/// meaning UTC. xAPI 2.0 takes RFC 3339 only (4.2.7). Neither takes an offset of minus zero (<c>-00</c>, <c>-0000</c>, <c>-00:00</c>), which says
/// that the offset is unknown. Week and ordinal dates are not taken.
/// </summary>
public static class XapiTimestamp
{
    /// <summary>Parses a timestamp; what is finer than a microsecond is cut off.</summary>
    public static bool TryParse(string? text, XapiVersion version, out DateTime utc)
    {
        utc = default;
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text), version, out utc);
    }

    /// <summary>Parses a timestamp from UTF-8; what is finer than a microsecond is cut off.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, XapiVersion version, out DateTime utc)
    {
        utc = default;
        var strict = version == XapiVersion.V2;
        var at = 0;
        if (!Number(utf8, ref at, 4, out var year) || at >= utf8.Length)
            return false;
        var extended = utf8[at] == '-';
        if (strict && !extended)
            return false;
        if (!Separated(utf8, ref at, extended, '-', out var month) || !Separated(utf8, ref at, extended, '-', out var day))
            return false;
        if (at >= utf8.Length || (utf8[at] | 0x20) != 't')
            return false;
        at++;
        if (!Number(utf8, ref at, 2, out var hour) || !Separated(utf8, ref at, extended, ':', out var minute))
            return false;
        var second = 0;
        long fraction = 0;
        var hasSeconds = at < utf8.Length && (extended ? utf8[at] == ':' : char.IsAsciiDigit((char)utf8[at]));
        if (hasSeconds)
        {
            if (!Separated(utf8, ref at, extended, ':', out second) || !Fraction(utf8, ref at, strict, out fraction))
                return false;
        }
        else if (strict)
        {
            return false;
        }

        return Offset(utf8, at, strict, out var offset) && Build(year, month, day, hour, minute, second, fraction, offset, strict, out utc);
    }

    private static bool Build(int year, int month, int day, int hour, int minute, int second, long fraction, TimeSpan offset, bool strict, out DateTime utc)
    {
        utc = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || minute > 59)
            return false;
        // ISO 8601 4.2.3 writes the end of a day as 24:00; RFC 3339 has no such hour.
        if (hour > 23 && (strict || hour != 24 || minute != 0 || second != 0 || fraction != 0))
            return false;
        // A leap second (RFC 3339 5.7) counts as the next minute's first second, which is all that a DateTime can say.
        if (second > 60 || (second == 60 && minute != 59))
            return false;
        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks
            + (((hour * 60L) + minute) * TimeSpan.TicksPerMinute)
            + (second * TimeSpan.TicksPerSecond)
            + (fraction * TimeSpan.TicksPerMicrosecond)
            - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;
        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool Offset(ReadOnlySpan<byte> utf8, int at, bool strict, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (at == utf8.Length)
            return !strict;
        if ((utf8[at] | 0x20) == 'z')
            return at == utf8.Length - 1;
        if (utf8[at] is not ((byte)'+' or (byte)'-'))
            return false;
        var negative = utf8[at] == '-';
        at++;
        if (!Number(utf8, ref at, 2, out var hours))
            return false;
        var minutes = 0;
        if (at < utf8.Length)
        {
            var colon = utf8[at] == ':';
            if ((strict && !colon) || !Separated(utf8, ref at, colon, ':', out minutes))
                return false;
        }
        else if (strict)
        {
            return false;
        }

        if (at != utf8.Length || hours > 23 || minutes > 59 || (negative && hours == 0 && minutes == 0))
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (negative)
            offset = -offset;
        return true;
    }

    private static bool Fraction(ReadOnlySpan<byte> utf8, ref int at, bool strict, out long microseconds)
    {
        microseconds = 0;
        if (at >= utf8.Length || !(utf8[at] == '.' || (!strict && utf8[at] == ',')))
            return true;
        at++;
        var digits = 0;
        for (; at < utf8.Length && char.IsAsciiDigit((char)utf8[at]); at++, digits++)
        {
            if (digits < 6)
                microseconds = (microseconds * 10) + (utf8[at] - '0');
        }

        for (var missing = digits; missing < 6; missing++)
            microseconds *= 10;
        return digits > 0;
    }

    private static bool Separated(ReadOnlySpan<byte> utf8, ref int at, bool separated, char separator, out int value)
    {
        value = 0;
        if (separated)
        {
            if (at >= utf8.Length || utf8[at] != separator)
                return false;
            at++;
        }

        return Number(utf8, ref at, 2, out value);
    }

    private static bool Number(ReadOnlySpan<byte> utf8, ref int at, int digits, out int value)
    {
        value = 0;
        if (utf8.Length - at < digits)
            return false;
        for (var end = at + digits; at < end; at++)
        {
            if (!char.IsAsciiDigit((char)utf8[at]))
                return false;
            value = (value * 10) + (utf8[at] - '0');
        }

        return true;
    }
}
