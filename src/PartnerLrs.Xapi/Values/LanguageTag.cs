using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>Well-formed language tags (RFC 5646 2.1), as keys of language maps and as <c>context.language</c> (xAPI 1.0.3 Data 4.2).</summary>
public static class LanguageTag
{
    // The irregular grandfathered tags are the only well-formed ones that the grammar does not derive (RFC 5646 2.2.8).
    private static readonly HashSet<string> Irregular = new(StringComparer.OrdinalIgnoreCase)
    {
        "en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn",
        "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
    };

    /// <summary>Whether the text is a well-formed language tag.</summary>
    public static bool IsValid(string? text) => text is not null && IsValid(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the UTF-8 text is a well-formed language tag.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        var subtag = Next(ref rest);
        if (!IsAlphanumeric(subtag))
            return false;
        if (subtag.Length == 1)
            return (subtag[0] | 0x20) == 'x' ? IsPrivateUse(rest) : IsIrregular(utf8);
        if (subtag.Length > 8 || !IsAlphabetic(subtag))
            return false;
        var languageLength = subtag.Length;
        subtag = Next(ref rest);
        if (languageLength <= 3)
        {
            for (var extensions = 0; extensions < 3 && subtag.Length == 3 && IsAlphabetic(subtag); extensions++)
                subtag = Next(ref rest);
        }

        if (subtag.Length == 4 && IsAlphabetic(subtag)) // script
            subtag = Next(ref rest);
        if ((subtag.Length == 2 && IsAlphabetic(subtag)) || (subtag.Length == 3 && IsNumeric(subtag))) // region
            subtag = Next(ref rest);
        while (IsAlphanumeric(subtag) && (subtag.Length is >= 5 and <= 8 || (subtag.Length == 4 && char.IsAsciiDigit((char)subtag[0])))) // variants
            subtag = Next(ref rest);
        while (subtag.Length == 1 && IsAlphanumeric(subtag)) // extensions, then private use
        {
            if ((subtag[0] | 0x20) == 'x')
                return IsPrivateUse(rest);
            subtag = Next(ref rest);
            if (subtag.Length is < 2 or > 8 || !IsAlphanumeric(subtag))
                return false;
            while (subtag.Length is >= 2 and <= 8 && IsAlphanumeric(subtag))
                subtag = Next(ref rest);
        }

        return (subtag.IsEmpty && rest.IsEmpty && utf8[^1] != '-') || IsIrregular(utf8);
    }

    private static bool IsPrivateUse(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[^1] == '-')
            return false;
        while (!rest.IsEmpty)
        {
            var subtag = Next(ref rest);
            if (subtag.Length is < 1 or > 8 || !IsAlphanumeric(subtag))
                return false;
        }

        return true;
    }

    private static bool IsIrregular(ReadOnlySpan<byte> utf8) => utf8.Length <= 10 && Irregular.Contains(Encoding.UTF8.GetString(utf8));

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var hyphen = rest.IndexOf((byte)'-');
        var subtag = hyphen < 0 ? rest : rest[..hyphen];
        rest = hyphen < 0 ? [] : rest[(hyphen + 1)..];
        return subtag;
    }

    private static bool IsAlphabetic(ReadOnlySpan<byte> subtag)
    {
        foreach (var character in subtag)
        {
            if (!char.IsAsciiLetter((char)character))
                return false;
        }

        return true;
    }

    private static bool IsNumeric(ReadOnlySpan<byte> subtag) => !subtag.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsAlphanumeric(ReadOnlySpan<byte> subtag)
    {
        foreach (var character in subtag)
        {
            if (!char.IsAsciiLetterOrDigit((char)character))
                return false;
        }

        return !subtag.IsEmpty;
    }
}
