using System.Globalization;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// Which language of a language map a caller wants: an <c>Accept-Language</c> header (RFC 9110 12.5.4), applied to each map by itself
/// (xAPI 1.0.3 Communication 2.1.3, Language Filtering).
/// </summary>
public sealed class LanguagePreference
{
    // More ranges than any browser sends; what stands behind them is not read.
    private const int MaximumRanges = 64;

    private readonly List<(byte[] Range, double Quality)> ranges;

    private LanguagePreference(List<(byte[] Range, double Quality)> ranges) => this.ranges = ranges;

    /// <summary>No preference: the first language of each map.</summary>
    public static LanguagePreference None { get; } = new([]);

    /// <summary>Reads the header; parts that are not language ranges are passed over, as HTTP has it.</summary>
    public static LanguagePreference Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return None;
        var wanted = new List<(byte[], double)>();
        foreach (var part in header.Split(',', MaximumRanges + 1, StringSplitOptions.TrimEntries).Take(MaximumRanges))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            if (pieces[0] != "*" && !LanguageTag.IsValid(pieces[0]))
                continue;
            var quality = 1.0;
            if (pieces.Length > 1 && (!pieces[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                || !double.TryParse(pieces[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality) || quality > 1))
                continue;
            wanted.Add((Encoding.UTF8.GetBytes(pieces[0].ToLowerInvariant()), quality));
        }

        return wanted.Count == 0 ? None : new LanguagePreference(wanted);
    }

    /// <summary>
    /// How much a language is wanted: the quality of the longest range that it falls under, made larger by a trifle the earlier that range stands.
    /// 0 when no range has it, and below 0 when it is refused.
    /// </summary>
    /// <param name="tag">The language tag in UTF-8.</param>
    public double QualityOf(ReadOnlySpan<byte> tag)
    {
        var longest = -1;
        var found = 0.0;
        for (var i = 0; i < ranges.Count; i++)
        {
            var (range, quality) = ranges[i];
            var length = range is [(byte)'*'] ? 0 : range.Length;
            if (length <= longest || (length > 0 && !IsUnder(tag, range)))
                continue;
            longest = length;
            found = quality == 0 ? -1 : quality + ((MaximumRanges - i) * 1e-6);
        }

        return found;
    }

    private static bool IsUnder(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> range) =>
        tag.Length >= range.Length && Ascii.EqualsIgnoreCase(tag[..range.Length], range) && (tag.Length == range.Length || tag[range.Length] == (byte)'-');
}
