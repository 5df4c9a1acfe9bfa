namespace PartnerLrs.Standing.Rules;

/// <summary>The codes of a gate's reasons, as callers see them.</summary>
internal static class GateReasonCodes
{
    /// <summary>Enough people hold what a requirement asks for.</summary>
    public const string CertCountMet = "CERT_COUNT_MET";

    /// <summary>Too few people hold what a requirement asks for.</summary>
    public const string CertCountShort = "CERT_COUNT_SHORT";

    /// <summary>The amount is over the limit of the partner's tier.</summary>
    public const string AmountOverLimit = "AMOUNT_OVER_LIMIT";

    /// <summary>The partner's tier is limited, but not in the amount's currency.</summary>
    public const string CurrencyMismatch = "CURRENCY_MISMATCH";

    /// <summary>The partner does not take part in the programme.</summary>
    public const string PartnerInactive = "PARTNER_INACTIVE";

    /// <summary>Whether a reason of this code denies.</summary>
    public static bool Denies(string code) => code != CertCountMet;
}
