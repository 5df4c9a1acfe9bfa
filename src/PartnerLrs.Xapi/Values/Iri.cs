using System.Buffers;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// Absolute IRIs (RFC 3987): a scheme, a colon, and a rest without the characters that no IRI may contain. That is the best-effort
/// validation which the standard asks for (xAPI 1.0.3 Data 2.2); IRIs are compared as they stand, byte by byte (RFC 3987 5.3.1).
/// </summary>
public static class Iri
{
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(code => (byte)code), 0x7F, .. "<>\"{}|\\^`"u8]);

    private static readonly SearchValues<byte> SchemeRest = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    /// <summary>Whether the UTF-8 text is an absolute IRI.</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> utf8)
    {
        var colon = utf8.IndexOf((byte)':');
        if (colon < 1 || colon == utf8.Length - 1 || !char.IsAsciiLetter((char)utf8[0]) || utf8[..colon].ContainsAnyExcept(SchemeRest))
            return false;
        var rest = utf8[(colon + 1)..];
        return !rest.ContainsAny(Forbidden) && HasOneFragmentAtMost(rest) && HasWholePercentEscapes(rest);
    }

    /// <summary>Whether the text is an absolute IRI.</summary>
    public static bool IsAbsolute(string? text) => text is not null && IsAbsolute(Encoding.UTF8.GetBytes(text));

    private static bool HasOneFragmentAtMost(ReadOnlySpan<byte> rest)
    {
        var hash = rest.IndexOf((byte)'#');
        return hash < 0 || rest[(hash + 1)..].IndexOf((byte)'#') < 0;
    }

    private static bool HasWholePercentEscapes(ReadOnlySpan<byte> rest)
    {
        for (var at = rest.IndexOf((byte)'%'); at >= 0; at = rest.IndexOf((byte)'%'))
        {
            if (at + 2 >= rest.Length || !char.IsAsciiHexDigit((char)rest[at + 1]) || !char.IsAsciiHexDigit((char)rest[at + 2]))
                return false;
            rest = rest[(at + 3)..];
        }

        return true;
    }
}
