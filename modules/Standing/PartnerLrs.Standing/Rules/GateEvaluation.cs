namespace PartnerLrs.Standing.Rules;

/// <summary>A gate's answer.</summary>
/// <param name="Gate">The gate's id.</param>
/// <param name="PartnerId">The partner's id.</param>
/// <param name="PolicyNumber">The number of the policy version that was applied.</param>
/// <param name="AsOf">The instant (UTC) it is about.</param>
/// <param name="Outcome">What it comes down to.</param>
/// <param name="Reasons">Why, in the order of the outcome's reasons.</param>
/// <param name="Missing">What is missing, one for each requirement of people that is short.</param>
internal sealed record GateEvaluation(
    string Gate,
    string PartnerId,
    int PolicyNumber,
    DateTime AsOf,
    GateOutcome Outcome,
    IReadOnlyList<GateReason> Reasons,
    IReadOnlyList<MissingCertification> Missing)
{
    /// <summary>When (UTC) the partner's tier will be lower if nothing changes, where it is held provisionally; null where it is not, or for ever.</summary>
    public DateTime? GraceUntil { get; init; }

    /// <summary>What will change in the next 90 days if nothing new happens.</summary>
    public IReadOnlyList<WillChange> WillChange { get; init; } = [];
}
