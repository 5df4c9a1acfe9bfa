using System.Globalization;

namespace PartnerLrs.Bench.Results;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>A volume, as <c>10k</c> or <c>1M</c>.</summary>
    public static string Volume(long volume) => volume switch
    {
        >= 1_000_000 when volume % 100_000 == 0 => (volume / 1_000_000.0).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1_000 when volume % 100 == 0 => (volume / 1_000.0).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => volume.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a volume; null where it is none.</summary>
    public static long? ParseVolume(string text)
    {
        var (digits, factor) = text.Length == 0 ? (text, 1) : text[^1] switch { 'k' or 'K' => (text[..^1], 1_000), 'M' or 'm' => (text[..^1], 1_000_000), _ => (text, 1) };
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor is >= 1 and <= 1_000_000_000 ? (long)(number * factor) : null;
    }

    /// <summary>A rate or a count, in whole numbers with separators.</summary>
    public static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds, with about three digits that tell.</summary>
    public static string Milliseconds(double number) => number.ToString(number switch { >= 100 => "F0", >= 10 => "F1", _ => "F2" }, CultureInfo.InvariantCulture);

    /// <summary>A ratio.</summary>
    public static string Ratio(double number) => number.ToString("F2", CultureInfo.InvariantCulture);
}
