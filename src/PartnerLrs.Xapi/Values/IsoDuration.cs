using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// Durations (ISO 8601:2004 4.4.3.2, xAPI 1.0.3 Data 4.6): <c>PnYnMnDTnHnMnS</c> with at least one part, or <c>PnW</c> alone.
/// The last part may have a decimal fraction. The alternative format (4.4.3.3) and signs are refused.
/// </summary>
public static class IsoDuration
{
    /// <summary>Whether the text is such a duration.</summary>
    public static bool IsValid(string? text) => text is not null && IsValid(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the UTF-8 text is such a duration.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 3 || utf8[0] != 'P')
            return false;
        var units = "YMD"u8;
        var inTime = false;
        var parts = 0;
        for (var at = 1; at < utf8.Length;)
        {
            if (utf8[at] == 'T')
            {
                if (inTime)
                    return false;
                units = "HMS"u8;
                (inTime, parts) = (true, 0);
                at++;
                continue;
            }

            var fraction = false;
            if (!Digits(utf8, ref at))
                return false;
            if (at < utf8.Length && utf8[at] is (byte)'.' or (byte)',')
            {
                fraction = true;
                at++;
                if (!Digits(utf8, ref at))
                    return false;
            }

            if (at == utf8.Length)
                return false;
            if (utf8[at] == 'W')
                return !inTime && parts == 0 && units.Length == 3 && at == utf8.Length - 1;
            var unit = units.IndexOf(utf8[at]);
            if (unit < 0 || (fraction && at != utf8.Length - 1))
                return false;
            units = units[(unit + 1)..];
            parts++;
            at++;
        }

        return parts > 0;
    }

    /// <summary>
    /// The text by which durations are compared: as it stands, except that what is finer than 0.01 s is cut off (xAPI 1.0.3 Data 4.6),
    /// together with zeros that then end the fraction, so that <c>PT1.001S</c>, <c>PT1.00S</c> and <c>PT1S</c> are one. Nothing is converted between
    /// units (xAPI 1.0.3 Data 2.3.1: a duration is compared as a string).
    /// </summary>
    public static string Comparable(string text)
    {
        var point = text.AsSpan().IndexOfAny('.', ',');
        if (point < 0 || text[^1] != 'S')
            return text;
        var fraction = text.AsSpan(point + 1, Math.Min(2, text.Length - point - 2)).TrimEnd('0');
        return fraction.IsEmpty ? string.Concat(text.AsSpan(0, point), "S") : string.Concat(text.AsSpan(0, point), ".", fraction, "S");
    }

    private static bool Digits(ReadOnlySpan<byte> utf8, ref int at)
    {
        var start = at;
        while (at < utf8.Length && char.IsAsciiDigit((char)utf8[at]))
            at++;
        return at > start;
    }
}
