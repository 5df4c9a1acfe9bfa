using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Review;

/// <summary>Why evidence does not count, as answers name it.</summary>
internal static class ReviewReason
{
    /// <summary>Nobody whom the course trusts stands behind it.</summary>
    public const string Untrusted = "untrusted";

    /// <summary>A partner's own credential attests for its people.</summary>
    public const string PartnerAttested = "partnerAttested";

    /// <summary>It came later than the policy takes without a review.</summary>
    public const string Backdated = "backdated";

    /// <summary>Its timestamp is still to come.</summary>
    public const string Future = "future";

    /// <summary>Nobody is known by its actor.</summary>
    public const string UnknownActor = "unknownActor";

    /// <summary>Its activity is no course's, but nearly one's.</summary>
    public const string UnknownActivity = "unknownActivity";

    /// <summary>The reason of a verdict that waits for a person.</summary>
    public static string Of(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.PartnerAttested => PartnerAttested,
        EvidenceVerdict.Backdated => Backdated,
        _ => Untrusted,
    };
}
