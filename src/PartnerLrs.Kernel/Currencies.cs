using System.Collections.Frozen;
using System.Globalization;

namespace PartnerLrs.Kernel;

/// <summary>
/// The currencies of ISO 4217 and how many decimals each has. Amounts are stored in minor units (cents, yen, fils) and travel as decimals.
/// </summary>
public static class Currencies
{
    /// <summary>The greatest amount that is taken, in major units of any currency; in minor units it fits 64 bits.</summary>
    public const decimal MaximumAmount = 100_000_000_000_000m;

    private const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR "
        + "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU "
        + "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
        + "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";

    private static readonly FrozenDictionary<string, int> Decimals = new[] { (TwoDecimals, 2), (NoDecimals, 0), (ThreeDecimals, 3), (FourDecimals, 4) }
        .SelectMany(group => group.Item1.Split(' '), (group, code) => KeyValuePair.Create(code, group.Item2))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code, in order.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Decimals.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The codes of currencies that have so many decimals.</summary>
    public static IReadOnlyList<string> WithDecimals(int decimals) => [.. Decimals.Where(pair => pair.Value == decimals).Select(pair => pair.Key)];

    /// <summary>Whether a code is one of ISO 4217's, in upper case.</summary>
    public static bool IsKnown(string code) => Decimals.ContainsKey(code);

    /// <summary>How many decimals a currency has.</summary>
    public static int DecimalsOf(string code) => Decimals[code];

    /// <summary>An amount in minor units.</summary>
    /// <param name="amount">The amount in major units.</param>
    /// <param name="code">The currency, a known one.</param>
    /// <returns>The minor units; null when the amount has more decimals than the currency, or is greater than <see cref="MaximumAmount"/>.</returns>
    public static long? ToMinorUnits(decimal amount, string code)
    {
        if (Math.Abs(amount) > MaximumAmount)
            return null;
        var minor = amount * UnitOf(code);
        return decimal.Truncate(minor) == minor ? (long)minor : null;
    }

    /// <summary>The amount in major units of so many minor ones, with the currency's decimals.</summary>
    /// <param name="minor">The minor units.</param>
    /// <param name="code">The currency, a known one.</param>
    public static decimal FromMinorUnits(long minor, string code)
    {
        var (magnitude, decimals) = ((UInt128)Int128.Abs(minor), DecimalsOf(code));
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, minor < 0, (byte)decimals);
    }

    /// <summary>An amount as people write it, e.g. <c>1250.00 USD</c>.</summary>
    public static string Format(long minor, string code) => string.Create(CultureInfo.InvariantCulture, $"{FromMinorUnits(minor, code)} {code}");

    private static decimal UnitOf(string code) => DecimalsOf(code) switch
    {
        0 => 1m,
        2 => 100m,
        3 => 1000m,
        _ => 10_000m,
    };
}
