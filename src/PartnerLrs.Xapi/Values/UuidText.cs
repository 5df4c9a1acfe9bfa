using System.Buffers.Text;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// UUIDs in their standard text form (RFC 4122 3): 32 hexadecimal digits in groups of 8-4-4-4-12, in any case. Any variant and version passes,
/// because the standard only recommends variant 2 (xAPI 1.0.3 Data 4.4).
/// </summary>
public static class UuidText
{
    /// <summary>Parses the UTF-8 text of a UUID.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Guid id)
    {
        if (utf8.Length == 36 && Utf8Parser.TryParse(utf8, out id, out var consumed, 'D') && consumed == 36)
            return true;
        id = default;
        return false;
    }

    /// <summary>Parses the text of a UUID.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text is { Length: 36 } && TryParse(Encoding.UTF8.GetBytes(text), out id);
    }
}
