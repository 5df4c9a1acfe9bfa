namespace PartnerLrs.Standing.Rules;

/// <summary>An award that a gate's reason rests on.</summary>
/// <param name="Award">The award's id.</param>
/// <param name="State"><c>active</c> or <c>expired</c>.</param>
/// <param name="On">When it came into that state (UTC): earned, or expired.</param>
internal sealed record AwardEvidence(string Award, string State, DateTime On)
{
    /// <summary>The state of an award that is held.</summary>
    public const string Active = "active";

    /// <summary>The state of an award that is no longer held.</summary>
    public const string Expired = "expired";
}
