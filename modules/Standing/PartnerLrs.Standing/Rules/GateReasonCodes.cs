namespace PartnerLrs.Standing.Rules;

/// <summary>The codes of a gate's reasons, as callers see them.</summary>
internal static class GateReasonCodes
{
    /// <summary>Enough people hold what a requirement asks for.</summary>
    public const string CertCountMet = "CERT_COUNT_MET";

    /// <summary>Enough people do when awards count through their grace (rule 2).</summary>
    public const string CertCountInGrace = "CERT_COUNT_IN_GRACE";

    /// <summary>Too few people do, but the tier is held: until a review, or by a floor or a merge (rules 4 and 7).</summary>
    public const string CertCountShortfall = "CERT_COUNT_SHORTFALL";

    /// <summary>Too few people hold what a requirement asks for.</summary>
    public const string CertCountShort = "CERT_COUNT_SHORT";

    /// <summary>A commercial figure is high enough.</summary>
    public const string MetricMet = "METRIC_MET";

    /// <summary>A commercial figure is too low, but the tier is held.</summary>
    public const string MetricShortfall = "METRIC_SHORTFALL";

    /// <summary>A commercial figure is too low.</summary>
    public const string MetricShort = "METRIC_SHORT";

    /// <summary>One of several alternatives is met.</summary>
    public const string AlternativeMet = "ALTERNATIVE_MET";

    /// <summary>One of several alternatives is met when awards count through their grace.</summary>
    public const string AlternativeInGrace = "ALTERNATIVE_IN_GRACE";

    /// <summary>None of several alternatives is met, but the tier is held.</summary>
    public const string AlternativeShortfall = "ALTERNATIVE_SHORTFALL";

    /// <summary>None of several alternatives is met.</summary>
    public const string AlternativeShort = "ALTERNATIVE_SHORT";

    /// <summary>The amount is over the limit of the partner's tier.</summary>
    public const string AmountOverLimit = "AMOUNT_OVER_LIMIT";

    /// <summary>The partner's tier is limited, but not in the amount's currency.</summary>
    public const string CurrencyMismatch = "CURRENCY_MISMATCH";

    /// <summary>The partner does not take part in the programme.</summary>
    public const string PartnerInactive = "PARTNER_INACTIVE";

    /// <summary>The gate looks at the registrant, and the question names none.</summary>
    public const string RegistrantMissing = "REGISTRANT_MISSING";

    /// <summary>Those who work on the deal do not hold what the gate asks of them.</summary>
    public const string HolderMissing = "HOLDER_MISSING";

    /// <summary>Nobody whom the gate looks at is certified for the deal's product.</summary>
    public const string ProductMismatch = "PRODUCT_MISMATCH";

    /// <summary>The deal was approved and is protected (rule 6).</summary>
    public const string DealProtected = "DEAL_PROTECTED";

    /// <summary>The deal is pending and judged as of its submission (rule 6).</summary>
    public const string DealPending = "DEAL_PENDING";

    /// <summary>What is known is older than the gate's policy allows.</summary>
    public const string StaleData = "STALE_DATA";

    private static readonly HashSet<string> Denying = new(StringComparer.Ordinal)
    {
        CertCountShort, MetricShort, AlternativeShort, AmountOverLimit, CurrencyMismatch, PartnerInactive, RegistrantMissing, HolderMissing, ProductMismatch,
    };

    /// <summary>Whether a reason of this code denies.</summary>
    public static bool Denies(string code) => Denying.Contains(code);
}
